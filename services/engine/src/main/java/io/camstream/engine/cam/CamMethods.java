package io.camstream.engine.cam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The registry of all methods. */
public final class CamMethods {

  private static final Map<String, Entry> ENTRIES = entries();

  private CamMethods() {}

  /**
   * What a method can be told.
   *
   * @param reduction how methods that sum over channels do it
   * @param ablation what Ablation-CAM puts in place of a channel
   * @param seed of the methods that draw random numbers
   */
  public record Settings(Reduction reduction, AblationValue ablation, long seed) {

    public static final Settings DEFAULT = new Settings(Reduction.SUM, AblationValue.ZERO, 0);
  }

  private record Entry(MethodDescription description, Function<Settings, CamMethod> factory) {}

  private static Map<String, Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(GradCam.DESCRIPTION, s -> new GradCam(s.reduction())));
    entries.add(new Entry(GradCamPlusPlus.DESCRIPTION, s -> new GradCamPlusPlus(s.reduction())));
    entries.add(new Entry(LayerCam.DESCRIPTION, s -> new LayerCam(s.reduction())));
    entries.add(new Entry(HiResCam.DESCRIPTION, s -> new HiResCam(s.reduction())));
    entries.add(new Entry(XGradCam.DESCRIPTION, s -> new XGradCam(s.reduction())));
    entries.add(new Entry(ElementWise.DESCRIPTION, s -> new ElementWise(s.reduction())));
    entries.add(new Entry(EigenCam.DESCRIPTION, s -> new EigenCam()));
    entries.add(new Entry(EigenGradCam.DESCRIPTION, s -> new EigenGradCam()));
    entries.add(new Entry(SegEigenCam.DESCRIPTION, s -> new SegEigenCam()));
    entries.add(new Entry(KpcaCam.DESCRIPTION, s -> new KpcaCam()));
    entries.add(new Entry(Fem.DESCRIPTION, s -> new Fem()));
    entries.add(new Entry(ScoreCam.DESCRIPTION, s -> new ScoreCam(s.reduction())));
    entries.add(
        new Entry(AblationCam.DESCRIPTION, s -> new AblationCam(s.reduction(), s.ablation())));
    entries.add(new Entry(ShapleyCam.DESCRIPTION, s -> new ShapleyCam(s.reduction())));
    entries.add(new Entry(FinerCam.DESCRIPTION, s -> new FinerCam(s.reduction())));
    entries.add(new Entry(RefineCam.DESCRIPTION, s -> new RefineCam(s.reduction())));
    entries.add(new Entry(FullGrad.DESCRIPTION, s -> new FullGrad()));
    entries.add(new Entry(ClassicCam.DESCRIPTION, s -> new ClassicCam(s.reduction())));
    entries.add(
        new Entry(
            SmoothGradCamPlusPlus.DESCRIPTION, s -> new SmoothGradCamPlusPlus(s.reduction())));
    entries.add(new Entry(SsCam.DESCRIPTION, s -> new SsCam(s.reduction(), s.seed())));
    entries.add(new Entry(IsCam.DESCRIPTION, s -> new IsCam(s.reduction())));
    Map<String, Entry> byId = new LinkedHashMap<>();
    entries.forEach(entry -> byId.put(entry.description().id(), entry));
    return byId;
  }

  /** Ids of all methods, in the order of the documentation. */
  public static List<String> ids() {
    return List.copyOf(ENTRIES.keySet());
  }

  public static List<MethodDescription> descriptions() {
    return ENTRIES.values().stream().map(Entry::description).toList();
  }

  /**
   * @throws IllegalArgumentException if there is no such method
   */
  public static CamMethod create(String id, Settings settings) {
    Entry entry = ENTRIES.get(id);
    if (entry == null) {
      throw new IllegalArgumentException("there is no method '" + id + "'");
    }
    return entry.factory().apply(settings);
  }
}
