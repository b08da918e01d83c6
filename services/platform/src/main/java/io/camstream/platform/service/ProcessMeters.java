package io.camstream.platform.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/** Metrics of the process that a service runs in: readiness, build, JVM, processor, open files. */
public final class ProcessMeters implements AutoCloseable {
  private final JvmGcMetrics collections;

  private ProcessMeters(JvmGcMetrics collections) {
    this.collections = collections;
  }

  /**
   * Registers the metrics.
   *
   * @param service must outlive the registry's last scrape
   * @return stops listening to garbage collections when it is closed
   */
  public static ProcessMeters bind(Service service, MeterRegistry meters) {
    Gauge.builder("camstream.ready", service, ProcessMeters::ready)
        .description("1 while the service is ready, 0 while it waits or has stopped")
        .register(meters);
    String version = service.getClass().getPackage().getImplementationVersion();
    Gauge.builder("camstream.build.info", () -> 1)
        .description("Always 1; its labels say which build of which service runs on which Java")
        .tag("version", version == null ? "not packaged" : version)
        .tag("service", service.getClass().getSimpleName())
        .tag("java", System.getProperty("java.version"))
        .register(meters);
    new ClassLoaderMetrics().bindTo(meters);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new FileDescriptorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    JvmGcMetrics collections = new JvmGcMetrics();
    collections.bindTo(meters);
    return new ProcessMeters(collections);
  }

  private static double ready(Service service) {
    return service.readiness().ready() ? 1 : 0;
  }

  @Override
  public void close() {
    collections.close();
  }
}
