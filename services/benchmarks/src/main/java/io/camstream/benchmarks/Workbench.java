package io.camstream.benchmarks;

import io.camstream.cli.run.Resources;
import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What measurements work with; each part is made when it is first needed, and closed with this. Not
 * thread-safe.
 */
final class Workbench implements AutoCloseable {

  private final BenchRequest request;
  private final Path folder;
  private final SampleImages samples;
  private final Resources resources = new Resources();
  private Path checkpoint;
  private EngineWork engine;
  private NotebookPeer peer;
  private BenchServers servers;

  /**
   * @param folder for the checkpoint and all that is written; stays the caller's to delete
   */
  Workbench(BenchRequest request, Path folder) {
    this.request = request;
    this.folder = folder;
    this.samples = SampleImages.in(request.images());
  }

  int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  SampleImages samples() {
    return samples;
  }

  /** Where {@link EngineWork#everything} writes to. */
  Path files() {
    return request.files();
  }

  /** A ConvNeXtV2-Tiny with random weights. */
  Path checkpoint() {
    if (checkpoint == null) {
      Path made = folder.resolve("convnextv2-tiny-random");
      RandomCheckpoint.write(made);
      checkpoint = made;
    }
    return checkpoint;
  }

  EngineWork engine() {
    if (engine == null) {
      try {
        Checkpoint read = Checkpoint.read(checkpoint());
        engine = resources.add(new EngineWork(read, samples, request.files()));
      } catch (CheckpointException e) {
        throw new IllegalStateException("the checkpoint made for the measurements is wrong", e);
      }
    }
    return engine;
  }

  boolean hasPeer() {
    return request.peer().isPresent();
  }

  /** Only where the user named one. */
  NotebookPeer peer() {
    if (peer == null) {
      peer =
          resources.add(
              NotebookPeer.start(
                  request.peer().orElseThrow(),
                  request.peerScript(),
                  checkpoint(),
                  samples.folder(),
                  processors(),
                  folder.resolve("peer.log")));
    }
    return peer;
  }

  /** What the peer is made of, if it was needed. */
  Optional<String> peerVersions() {
    return Optional.ofNullable(peer).map(NotebookPeer::versions);
  }

  /** Broker, registry and object store in processes of their own. */
  BenchServers servers() {
    if (servers == null) {
      servers = resources.add(BenchServers.start(folder.resolve("servers")));
    }
    return servers;
  }

  /** Others, without what measurements have left on {@link #servers()}; the caller's to close. */
  BenchServers startServers() {
    return BenchServers.start(BenchFolder.in(folder));
  }

  @Override
  public void close() {
    resources.close();
  }
}
