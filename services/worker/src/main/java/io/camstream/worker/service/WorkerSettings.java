package io.camstream.worker.service;

import io.camstream.platform.settings.DataSize;
import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What a worker explains, how, and how much at once. */
@Doc("What a worker explains, how, and how much at once.")
@ConfigMapping(prefix = "camstream.worker")
public interface WorkerSettings {

  @Doc(
      "Folder of the checkpoint: config.json, preprocessor_config.json and model.safetensors, as"
          + " Hugging Face writes them.")
  Path model();

  @Doc("Name of this worker in results and failures; else the host's name and the process id.")
  Optional<String> name();

  @Doc("Methods, separated by commas, or all.")
  @WithDefault("gradcam,gradcampp,layercam")
  String methods();

  @Doc("Classes that are explained: predicted, top3, all, or names separated by commas.")
  @WithDefault("all")
  String classes();

  @Doc(
      "Target layers, separated by commas, as module paths such as encoder.stages.2.layers.8; else"
          + " the last block.")
  Optional<String> layers();

  @Doc("How the maps of several layers become one: mean, max or product.")
  @WithDefault("mean")
  String fuse();

  @Doc("Smoothing of every map: none, aug (of flipped and scaled inputs) or eigen.")
  @WithDefault("none")
  String smooth();

  @Doc("Scale of the maps: per-map, or per-image so that classes can be compared.")
  @WithDefault("per-map")
  String normalise();

  @Doc(
      "What ablationcam puts in place of a channel: zero, or grad-cam for the value of"
          + " pytorch-grad-cam.")
  @WithDefault("zero")
  String ablation();

  @Doc("Seed of the methods that draw random numbers.")
  @WithDefault("0")
  long seed();

  @Doc(
      "Images of each batch and predicted class that are audited (docs/audit.md): a number, all, or"
          + " off. An audited image costs about three forwards more.")
  @WithDefault("200")
  String audit();

  @Doc("Colours of the heat maps: jet, turbo, inferno or viridis.")
  @WithDefault("jet")
  String colormap();

  @Doc("Weight of the heat map over the image, 0 to 1.")
  @WithDefault("0.5")
  @Range(min = 0, max = 1)
  double opacity();

  @Doc(
      "Longest side of the pictures that have the image's size, in pixels. The original and the"
          + " overlays of a larger image are scaled down to it.")
  @WithDefault("2048")
  @Range(min = 64, max = 65_535)
  int maxPictureSide();

  @Doc(
      "Files that are made of each image: all, or some of original, overlay, comparison, classes,"
          + " probabilities, maps, results, separated by commas.")
  @WithDefault("all")
  String artifacts();

  @Doc("Whether the maps file is made even where artifacts does not name it.")
  @WithDefault("false")
  boolean npz();

  @Doc(
      "Whether the maps file also holds the model's input and the final maps. It is then made even"
          + " where artifacts does not name it.")
  @WithDefault("false")
  boolean npzFull();

  @Doc("Whether images are turned upright as their EXIF data says, which PIL does not do.")
  @WithDefault("false")
  boolean upright();

  @Doc("Device of the engine: auto (a GPU where there is one), cpu, or cuda:0, cuda:1, ….")
  @WithDefault("auto")
  String device();

  @Doc("What the network computes in: float32, or float16 for GPUs (docs/gpu.md).")
  @WithDefault("float32")
  String precision();

  @Doc(
      "Batches that the engine explains at once, each on one processor; 0 for as many as processors"
          + " and memory allow.")
  @WithDefault("0")
  @Range(min = 0, max = 1024)
  int threads();

  @Doc("Images of one forward at most; 0 for 8, or fewer where the model is large for the memory.")
  @WithDefault("0")
  @Range(min = 0, max = 1024)
  int batchSize();

  @Doc("Longest time that an image waits for its batch to fill.")
  @WithDefault("50ms")
  Duration batchLinger();

  @Doc(
      "Images that are begun and not finished, at most, over all partitions of this worker. Only"
          + " their references wait; image-memory bounds the images themselves.")
  @WithDefault("1024")
  @Range(min = 1, max = 100_000)
  int maxInFlight();

  @Doc(
      "Memory of decoded images, at most, and never more than a quarter of the heap. A larger image"
          + " is worked on alone.")
  @WithDefault("512MB")
  DataSize imageMemory();

  @Doc("Largest image file. A larger one is a failure.")
  @WithDefault("256MB")
  DataSize maxImageSize();

  @Doc("Largest image, in pixels. A larger one is a failure.")
  @WithDefault("100000000")
  @Range(min = 1, max = 700_000_000)
  long maxImagePixels();

  @Doc(
      "Largest memory that decoding one image takes, whatever its format stores. An image that"
          + " needs more is a failure.")
  @WithDefault("600MB")
  DataSize maxDecodeMemory();

  @Doc(
      "Longest processor time that decoding one image takes. An image that needs more is a failure,"
          + " DECODE_LIMIT_EXCEEDED.")
  @WithDefault("8s")
  Duration maxDecodeTime();

  @Doc("Threads that fetch and decode.")
  @WithDefault("4")
  @Range(min = 1, max = 256)
  int fetchThreads();

  @Doc("Threads that render and store.")
  @WithDefault("4")
  @Range(min = 1, max = 256)
  int uploadThreads();

  @Doc("Threads that read the topic and send the results.")
  @WithDefault("1")
  @Range(min = 1, max = 256)
  int streamThreads();

  @Doc("exactly-once, or at-least-once where a repeated result after a crash does no harm.")
  @WithDefault("exactly-once")
  Guarantee guarantee();

  @Doc(
      "How long the transaction of a killed worker may block its images. Must be longer than any"
          + " pause of the process.")
  @WithDefault("15s")
  Duration transactionTimeout();

  @Doc("How long the others wait for a silent worker before they take its share.")
  @WithDefault("6s")
  Duration sessionTimeout();
}
