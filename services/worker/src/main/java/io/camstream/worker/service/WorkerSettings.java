package io.camstream.worker.service;

import io.camstream.engine.Normalisation;
import io.camstream.engine.Smoothing;
import io.camstream.engine.cam.AblationValue;
import io.camstream.engine.cam.Fusion;
import io.camstream.engine.convnext.Precision;
import io.camstream.engine.figure.ColorMap;
import io.camstream.platform.settings.DataSize;
import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What a worker explains, how, and with which limits. */
@Doc("What a worker explains, how, and with which limits.")
@ConfigMapping(prefix = "camstream.worker")
public interface WorkerSettings {

  @Doc(
      "Folder of a Hugging Face checkpoint: config.json, preprocessor_config.json and"
          + " model.safetensors.")
  Path model();

  @Doc("Name of this worker in results and failures. Default: host name and process id.")
  Optional<String> name();

  @Doc("CAM methods, separated by commas, or all.")
  @WithDefault("gradcam,gradcampp,layercam")
  String methods();

  @Doc("Classes to explain: predicted, top3, all, or names separated by commas.")
  @WithDefault("all")
  String classes();

  @Doc(
      "Target layers, separated by commas, as module paths such as encoder.stages.2.layers.8."
          + " Default: the last block.")
  Optional<String> layers();

  @Doc("How the maps of several layers are combined into one.")
  @WithDefault("mean")
  Fusion fuse();

  @Doc(
      "Smoothing of every map. `aug` averages over flipped and scaled inputs, `eigen` keeps the"
          + " first principal component.")
  @WithDefault("none")
  Smoothing smooth();

  @Doc("Scale of the drawn maps. `per-image` makes the classes of an image comparable.")
  @WithDefault("per-map")
  Normalisation normalise();

  @Doc(
      "Value that ablationcam replaces a channel with. `grad-cam` is the value that"
          + " pytorch-grad-cam uses.")
  @WithDefault("zero")
  AblationValue ablation();

  @Doc("Seed of the random numbers that some methods draw.")
  @WithDefault("0")
  long seed();

  @Doc(
      "Images of each batch and predicted class that are audited (docs/audit.md): a number, all, or"
          + " off. An audited image costs about three forwards more.")
  @WithDefault("200")
  String audit();

  @Doc("Colour map of the heat maps.")
  @WithDefault("jet")
  ColorMap colormap();

  @Doc("Opacity of the heat map over the image.")
  @WithDefault("0.5")
  @Range(min = 0, max = 1)
  double opacity();

  @Doc(
      "Longest side of the original and overlay pictures, in pixels. Those of a larger image are"
          + " scaled down to it.")
  @WithDefault("2048")
  @Range(min = 64, max = 65_535)
  int maxPictureSide();

  @Doc(
      "Artifacts of each image: all, or some of original, overlay, comparison, classes,"
          + " probabilities, maps, results, separated by commas.")
  @WithDefault("all")
  String artifacts();

  @Doc("Adds the maps file to artifacts.")
  @WithDefault("false")
  boolean npz();

  @Doc("Adds the maps file to artifacts, with the model input and the final maps in it.")
  @WithDefault("false")
  boolean npzFull();

  @Doc("Applies the EXIF orientation of images, which PIL does not do by default.")
  @WithDefault("false")
  boolean upright();

  @Doc("Device of the engine: auto (a GPU if available), cpu, or cuda:0, cuda:1, ….")
  @WithDefault("auto")
  String device();

  @Doc("Data type that the network computes in; float16 is for GPUs (docs/gpu.md).")
  @WithDefault("float32")
  Precision precision();

  @Doc(
      "Batches that the engine explains in parallel, each on one processor; 0 for as many as"
          + " processors and memory allow.")
  @WithDefault("0")
  @Range(min = 0, max = 1024)
  int threads();

  @Doc("Largest number of images in a forward pass; 0 for 8, or fewer if memory is short.")
  @WithDefault("0")
  @Range(min = 0, max = 1024)
  int batchSize();

  @Doc("Longest time that an image waits for its batch to fill.")
  @WithDefault("50ms")
  Duration batchLinger();

  @Doc(
      "Largest number of images in flight, over all partitions of this worker. Most of them are"
          + " references only; image-memory bounds the decoded images.")
  @WithDefault("1024")
  @Range(min = 1, max = 100_000)
  int maxInFlight();

  @Doc(
      "Memory limit for decoded images, and at most a quarter of the heap. A larger image is"
          + " processed alone.")
  @WithDefault("512MB")
  DataSize imageMemory();

  @Doc("Largest image file. A larger one fails.")
  @WithDefault("256MB")
  DataSize maxImageSize();

  @Doc("Largest image, in pixels. A larger one fails.")
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

  @Doc("Threads that render and upload.")
  @WithDefault("4")
  @Range(min = 1, max = 256)
  int uploadThreads();

  @Doc("Kafka Streams threads, which consume references and send results.")
  @WithDefault("1")
  @Range(min = 1, max = 256)
  int streamThreads();

  @Doc("Processing guarantee. With at-least-once, a result may be repeated after a crash.")
  @WithDefault("exactly-once")
  Guarantee guarantee();

  @Doc(
      "Transaction timeout: how long a killed worker delays its images. It must be longer than any"
          + " pause of the process.")
  @WithDefault("15s")
  Duration transactionTimeout();

  @Doc("Session timeout: how long a worker may be silent before its partitions are reassigned.")
  @WithDefault("6s")
  Duration sessionTimeout();
}
