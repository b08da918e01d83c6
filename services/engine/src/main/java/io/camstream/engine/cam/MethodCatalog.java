package io.camstream.engine.cam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Immutable list of CAM methods. {@link #STANDARD} holds those of CamStream, one line each. */
public final class MethodCatalog {

  /** The methods of CamStream, in the order of docs/methods.md. */
  public static final MethodCatalog STANDARD =
      new MethodCatalog(
          List.of(
              new Entry(GradCam.DESCRIPTION, s -> new GradCam(s.reduction())),
              new Entry(GradCamPlusPlus.DESCRIPTION, s -> new GradCamPlusPlus(s.reduction())),
              new Entry(LayerCam.DESCRIPTION, s -> new LayerCam(s.reduction())),
              new Entry(HiResCam.DESCRIPTION, s -> new HiResCam(s.reduction())),
              new Entry(XGradCam.DESCRIPTION, s -> new XGradCam(s.reduction())),
              new Entry(ElementWise.DESCRIPTION, s -> new ElementWise(s.reduction())),
              new Entry(EigenCam.DESCRIPTION, s -> new EigenCam()),
              new Entry(EigenGradCam.DESCRIPTION, s -> new EigenGradCam()),
              new Entry(SegEigenCam.DESCRIPTION, s -> new SegEigenCam()),
              new Entry(KpcaCam.DESCRIPTION, s -> new KpcaCam()),
              new Entry(Fem.DESCRIPTION, s -> new Fem()),
              new Entry(ScoreCam.DESCRIPTION, s -> new ScoreCam(s.reduction())),
              new Entry(AblationCam.DESCRIPTION, s -> new AblationCam(s.reduction(), s.ablation())),
              new Entry(ShapleyCam.DESCRIPTION, s -> new ShapleyCam(s.reduction())),
              new Entry(FinerCam.DESCRIPTION, s -> new FinerCam(s.reduction())),
              new Entry(RefineCam.DESCRIPTION, s -> new RefineCam(s.reduction())),
              new Entry(FullGrad.DESCRIPTION, s -> new FullGrad()),
              new Entry(ClassicCam.DESCRIPTION, s -> new ClassicCam(s.reduction())),
              new Entry(
                  SmoothGradCamPlusPlus.DESCRIPTION, s -> new SmoothGradCamPlusPlus(s.reduction())),
              new Entry(SsCam.DESCRIPTION, s -> new SsCam(s.reduction(), s.seed())),
              new Entry(IsCam.DESCRIPTION, s -> new IsCam(s.reduction()))));

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private MethodCatalog(List<Entry> entries) {
    for (Entry entry : entries) {
      if (this.entries.put(entry.description().id(), entry) != null) {
        throw new IllegalArgumentException(
            "there are two methods '" + entry.description().id() + "'");
      }
    }
  }

  private record Entry(
      MethodDescription description, Function<MethodSettings, CamMethod> factory) {}

  /**
   * Returns this catalog with one more method at its end.
   *
   * @throws IllegalArgumentException if the catalog already has a method of this id
   */
  public MethodCatalog with(
      MethodDescription description, Function<MethodSettings, CamMethod> factory) {
    List<Entry> all = new ArrayList<>(entries.values());
    all.add(new Entry(description, factory));
    return new MethodCatalog(all);
  }

  /** Ids of all methods, in the order of the catalog. */
  public List<String> ids() {
    return List.copyOf(entries.keySet());
  }

  /** Descriptions of all methods, in the order of the catalog. */
  public List<MethodDescription> descriptions() {
    return entries.values().stream().map(Entry::description).toList();
  }

  /**
   * @throws IllegalArgumentException if there is no such method
   */
  public MethodDescription description(String id) {
    return entry(id).description();
  }

  /**
   * @throws IllegalArgumentException if there is no such method
   */
  public CamMethod create(String id, MethodSettings settings) {
    return entry(id).factory().apply(settings);
  }

  private Entry entry(String id) {
    Entry entry = entries.get(id);
    if (entry == null) {
      throw new IllegalArgumentException("there is no method '" + id + "'");
    }
    return entry;
  }
}
