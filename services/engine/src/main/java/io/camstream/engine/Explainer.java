package io.camstream.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import io.camstream.engine.cam.MapComputation;
import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointException;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.engine.convnext.ConvNext;
import io.camstream.engine.convnext.Layers;
import io.camstream.engine.convnext.TorchRuntime;
import io.camstream.engine.image.PixelValues;
import io.camstream.engine.image.Preprocessor;
import io.camstream.engine.image.RgbImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Explains images with a checkpoint: predictions and class-activation maps.
 *
 * <pre>{@code
 * try (Explainer explainer = Explainer.open(folder, EngineOptions.DEFAULT)) {
 *   RgbImage image = new ImageDecoder().decode(Files.readAllBytes(file));
 *   ImageExplanation explanation = explainer.explain(List.of(explainer.prepare(image))).get(0);
 * }
 * }</pre>
 *
 * <p>Thread-safe: several threads may prepare and explain at once. Native memory of a call is freed
 * when it returns or throws; {@link #close} waits for calls that are running.
 */
public final class Explainer implements AutoCloseable {

  /** Bounds the memory of recorded graphs: about 160 MB an image for a Tiny at 224. */
  private static final int IMAGES_PER_GRAPH = 4;

  private final Checkpoint checkpoint;
  private final Preprocessor preprocessor;
  private final Engine engine;
  private final Device device;
  private final ConvNext network;
  private final ResolvedOptions defaults;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private Explainer(
      Checkpoint checkpoint,
      Engine engine,
      Device device,
      ConvNext network,
      ResolvedOptions defaults) {
    this.checkpoint = checkpoint;
    this.preprocessor = new Preprocessor(checkpoint.preprocessor());
    this.engine = engine;
    this.device = device;
    this.network = network;
    this.defaults = defaults;
  }

  /**
   * Reads a checkpoint and starts the tensor library.
   *
   * @param checkpointFolder with config.json, preprocessor_config.json and model.safetensors
   * @throws CheckpointException if the folder holds no usable checkpoint
   * @throws IllegalArgumentException if the model has no such layer, class or device
   */
  public static Explainer open(Path checkpointFolder, EngineOptions options)
      throws CheckpointException {
    return open(Checkpoint.read(checkpointFolder), options);
  }

  /**
   * With a checkpoint that is read already.
   *
   * @throws IllegalArgumentException if the model has no such layer, class or device
   */
  public static Explainer open(Checkpoint checkpoint, EngineOptions options) {
    Engine engine = TorchRuntime.start(options.threads());
    Device device = TorchRuntime.device(engine, options.device());
    ConvNext network = ConvNext.load(checkpoint, device, options.precision());
    try {
      ResolvedOptions defaults =
          ResolvedOptions.of(options.explanation(), network, checkpoint.identity().classNames());
      int side = checkpoint.preprocessor().shortestEdge();
      new MapComputation(network, defaults.maps()).check(side, side);
      return new Explainer(checkpoint, engine, device, network, defaults);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  /** Which model this is. */
  public CheckpointIdentity identity() {
    return checkpoint.identity();
  }

  /** Such as {@code PyTorch 2.7.1}. */
  public String engineName() {
    return engine.getEngineName() + " " + engine.getVersion();
  }

  /** {@code cpu} or {@code cuda:N}. */
  public String device() {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }

  /** Of the computation, whatever the checkpoint stores: {@code float32} or {@code float16}. */
  public String precision() {
    return network.precision().toString();
  }

  /** The layers that can be named in options. */
  public Layers layers() {
    return network.layers();
  }

  /** What the fastest setting for this model on this machine depends on. */
  public EngineFacts facts() {
    return EngineFacts.of(checkpoint);
  }

  /** Resizes and crops an image. Meant for a pool of decoding threads. */
  public PreparedImage prepare(RgbImage image) {
    return new PreparedImage(
        preprocessor.resize(image), preprocessor::normalise, preprocessor.view(image));
  }

  /**
   * Explains a batch as the options say that this explainer was opened with.
   *
   * @return one explanation for each image, in the same order
   * @throws InferenceException if the batch can't be explained
   */
  public List<ImageExplanation> explain(List<PreparedImage> batch) {
    return explain(batch, defaults);
  }

  /**
   * Explains a batch in another way.
   *
   * @throws IllegalArgumentException if the model has no such layer or class
   * @throws InferenceException if the batch can't be explained
   */
  public List<ImageExplanation> explain(List<PreparedImage> batch, ExplanationOptions options) {
    return explain(batch, ResolvedOptions.of(options, network, checkpoint.identity().classNames()));
  }

  /**
   * Predicts without explaining.
   *
   * @param batch inputs of one size
   * @return one prediction for each input, in the same order
   * @throws InferenceException if the batch can't be predicted
   */
  public List<Prediction> predict(List<PixelValues> batch) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("this explainer is closed");
      }
      batch.forEach(input -> checkSize(input.height(), input.width()));
      float[][] logits = translated(() -> network.logits(batch));
      return Arrays.stream(logits).map(this::prediction).toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  private List<ImageExplanation> explain(List<PreparedImage> batch, ResolvedOptions request) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("this explainer is closed");
      }
      ImageExplanation[] explanations = new ImageExplanation[batch.size()];
      for (List<Integer> chunk : chunks(batch, request)) {
        List<PreparedImage> images = chunk.stream().map(batch::get).toList();
        List<ImageExplanation> explained = translated(() -> explainChunk(images, request));
        for (int i = 0; i < chunk.size(); i++) {
          explanations[chunk.get(i)] = explained.get(i);
        }
      }
      return Arrays.asList(explanations);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Indices of images that are computed together: of one size, and not too many. */
  private List<List<Integer>> chunks(List<PreparedImage> batch, ResolvedOptions request) {
    Map<String, List<Integer>> bySize = new LinkedHashMap<>();
    for (int n = 0; n < batch.size(); n++) {
      int height = batch.get(n).inputHeight();
      int width = batch.get(n).inputWidth();
      checkSize(height, width);
      bySize.computeIfAbsent(height + "x" + width, size -> new ArrayList<>()).add(n);
    }
    boolean graph =
        request.maps().layers().stream().anyMatch(l -> !network.layers().isLastBlock(l));
    boolean records = graph || request.maps().capture().wholeNetwork();
    int most = records ? IMAGES_PER_GRAPH : Integer.MAX_VALUE;
    List<List<Integer>> chunks = new ArrayList<>();
    for (List<Integer> images : bySize.values()) {
      for (int from = 0; from < images.size(); from += Math.min(most, images.size())) {
        chunks.add(
            images.subList(from, Math.min(images.size(), from + Math.min(most, images.size()))));
      }
    }
    return chunks;
  }

  private void checkSize(int height, int width) {
    int least = checkpoint.model().stride();
    if (height < least || width < least) {
      throw new InferenceException(
          InferenceException.Code.INFERENCE_FAILED,
          "an input of %d × %d pixels is too small for this model, which needs %d × %d"
              .formatted(width, height, least, least));
    }
  }

  private List<ImageExplanation> explainChunk(List<PreparedImage> images, ResolvedOptions request) {
    List<PixelValues> inputs = images.stream().map(PreparedImage::pixels).toList();
    MapComputation computation = new MapComputation(network, request.maps());
    if (request.options().smoothing() == Smoothing.AUG) {
      return augmented(images, inputs, computation, request);
    }
    List<MapComputation.Result> results =
        computation.run(inputs, logits -> classes(logits, request));
    List<ImageExplanation> explanations = new ArrayList<>();
    for (int n = 0; n < images.size(); n++) {
      MapComputation.Result result = results.get(n);
      explanations.add(
          explanation(
              images.get(n),
              prediction(result.logits()),
              result.maps().stream().map(ActivationMap::of).toList(),
              request.options()));
    }
    return explanations;
  }

  private List<ImageExplanation> augmented(
      List<PreparedImage> images,
      List<PixelValues> inputs,
      MapComputation computation,
      ResolvedOptions request) {
    AugmentationSmoothing smoothing = new AugmentationSmoothing(computation, request.options());
    float[][] logits = network.logits(inputs);
    List<List<Integer>> classes = classes(logits, request);
    List<ImageExplanation> explanations = new ArrayList<>();
    for (int n = 0; n < images.size(); n++) {
      List<ActivationMap> maps = smoothing.maps(inputs.get(n), classes.get(n));
      explanations.add(explanation(images.get(n), prediction(logits[n]), maps, request.options()));
    }
    return explanations;
  }

  private static ImageExplanation explanation(
      PreparedImage image,
      Prediction prediction,
      List<ActivationMap> maps,
      ExplanationOptions options) {
    return new ImageExplanation(
        prediction,
        image.view(),
        image.inputHeight(),
        image.inputWidth(),
        maps,
        options.fusion(),
        options.normalisation());
  }

  private List<List<Integer>> classes(float[][] logits, ResolvedOptions request) {
    List<List<Integer>> classes = new ArrayList<>();
    for (float[] ofImage : logits) {
      classes.add(request.classes().of(prediction(ofImage)));
    }
    return classes;
  }

  private Prediction prediction(float[] logits) {
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new InferenceException(
            InferenceException.Code.NON_FINITE_LOGITS, "the model answers with NaN or infinity");
      }
    }
    return Prediction.of(checkpoint.model().classNames(), logits, checkpoint.model().multiLabel());
  }

  private static <T> T translated(Supplier<T> computation) {
    try {
      return computation.get();
    } catch (OutOfMemoryError e) {
      throw new InferenceException(
          InferenceException.Code.OUT_OF_MEMORY, "the Java heap is too small for this batch", e);
    } catch (EngineException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown");
      boolean memory =
          reason.toLowerCase(Locale.ROOT).matches(".*(out of|allocate|enough) memory.*");
      throw new InferenceException(
          memory ? InferenceException.Code.OUT_OF_MEMORY : InferenceException.Code.INFERENCE_FAILED,
          "the tensor library failed: " + reason,
          e);
    }
  }

  /** Waits for running calls and frees the network. Calls after this fail. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        network.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
