package io.camstream.admin;

import io.camstream.engine.convnext.Checkpoint;
import io.camstream.engine.convnext.CheckpointIdentity;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaErrors;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.RegistryClients;
import io.camstream.platform.kafka.RegistryErrors;
import io.camstream.platform.kafka.RegistrySettings;
import io.camstream.platform.kafka.Topic;
import io.camstream.platform.kafka.TopicSetup;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.BucketSetup;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.worker.service.WorkerSettings;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;

/** Checks every setting and every connection. Changes nothing. */
public final class Doctor {
  private static final int LIMIT_SECONDS = 10;

  private final SettingsLoader settings;

  public Doctor(SettingsLoader settings) {
    this.settings = settings;
  }

  /** Checks the settings of the groups, one line for each setting. */
  public List<DoctorCheck> settings(List<Class<?>> mappings) {
    return new SettingsCheck(settings).all(mappings);
  }

  /** Checks Kafka, topics, registry, schemas, object store, buckets and model. */
  public Stream<DoctorCheck> connections() {
    return Stream.<Supplier<List<DoctorCheck>>>of(
            this::kafka, this::registry, this::store, this::model)
        .flatMap(checks -> checks.get().stream());
  }

  private List<DoctorCheck> kafka() {
    return withSettings(
        "Kafka",
        KafkaSettings.class,
        kafka -> {
          Map<String, Object> config = KafkaClients.common(kafka);
          config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_SECONDS * 1000);
          config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_SECONDS * 500);
          try (Admin admin = Admin.create(config)) {
            DoctorCheck brokers = DoctorCheck.of("Kafka", () -> brokers(admin, kafka));
            if (brokers.state() == DoctorCheck.State.BAD) {
              return List.of(brokers);
            }
            List<DoctorCheck> checks = new ArrayList<>(List.of(brokers));
            for (Topic<?> topic : new Topics(kafka.topicPrefix()).all()) {
              checks.add(DoctorCheck.of("topic " + topic.name(), () -> topic(admin, topic)));
            }
            return checks;
          }
        });
  }

  private static String brokers(Admin admin, KafkaSettings kafka) throws InterruptedException {
    try {
      Collection<Node> nodes = admin.describeCluster().nodes().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return nodes.size() + (nodes.size() == 1 ? " broker" : " brokers");
    } catch (ExecutionException e) {
      throw KafkaErrors.userError(e).orElseGet(() -> noAnswer(kafka, e));
    } catch (TimeoutException e) {
      throw noAnswer(kafka, e);
    }
  }

  private static UserError noAnswer(KafkaSettings kafka, Exception e) {
    return new UserError(
        "no answer from %s: check camstream.kafka.bootstrap-servers and the security settings"
            .formatted(kafka.bootstrapServers()),
        e);
  }

  private static String topic(Admin admin, Topic<?> topic) throws Exception {
    new TopicSetup(admin).require(List.of(topic));
    int partitions =
        admin
            .describeTopics(List.of(topic.name()))
            .topicNameValues()
            .get(topic.name())
            .get(LIMIT_SECONDS, TimeUnit.SECONDS)
            .partitions()
            .size();
    return partitions + (partitions == 1 ? " partition" : " partitions");
  }

  private List<DoctorCheck> registry() {
    return withSettings(
        "schema registry",
        RegistrySettings.class,
        registry -> {
          try (SchemaRegistryClient client = RegistryClients.create(registry)) {
            Collection<String> subjects = subjects(client);
            String prefix = settings.load(KafkaSettings.class).topicPrefix();
            List<DoctorCheck> checks = new ArrayList<>();
            checks.add(DoctorCheck.good("schema registry", registry.url().get(0).toString()));
            for (Topic<?> topic : new Topics(prefix).all()) {
              checks.add(schema(topic.subject(), subjects));
            }
            return checks;
          }
        });
  }

  private static Collection<String> subjects(SchemaRegistryClient client) throws Exception {
    try {
      return client.getAllSubjects();
    } catch (IOException | RestClientException e) {
      throw RegistryErrors.userError(e).<Exception>map(mistake -> mistake).orElse(e);
    }
  }

  private static DoctorCheck schema(String subject, Collection<String> subjects) {
    return subjects.contains(subject)
        ? DoctorCheck.good("schema " + subject, "registered")
        : DoctorCheck.bad("schema " + subject, "Missing. Run 'camstream setup' first.");
  }

  private List<DoctorCheck> store() {
    return withSettings(
        "object store",
        StoreSettings.class,
        store -> {
          try (ObjectStore objects = ObjectStore.connect(store)) {
            DoctorCheck answer = DoctorCheck.of("object store", () -> answer(objects, store));
            if (answer.state() == DoctorCheck.State.BAD) {
              return List.of(answer);
            }
            BucketSetup buckets = new BucketSetup(objects);
            return Stream.concat(
                    Stream.of(answer),
                    Stream.of(
                            store.imagesBucket(), store.explanationsBucket(), store.reportsBucket())
                        .map(bucket -> bucket(buckets, bucket)))
                .toList();
          }
        });
  }

  /** An error of the connection or the credentials is reported once, not for every bucket. */
  private static String answer(ObjectStore objects, StoreSettings store) {
    boolean found = objects.bucketExists(store.imagesBucket());
    return store.endpoint() + (found ? "" : ", without bucket " + store.imagesBucket());
  }

  private static DoctorCheck bucket(BucketSetup buckets, String bucket) {
    return DoctorCheck.of(
        "bucket " + bucket,
        () -> {
          buckets.require(bucket);
          return "exists";
        });
  }

  private List<DoctorCheck> model() {
    WorkerSettings worker;
    try {
      worker = settings.load(WorkerSettings.class);
    } catch (UserError e) {
      // The lines of the settings report what is missing or wrong.
      return List.of();
    }
    return List.of(
        DoctorCheck.of(
            "model",
            () -> {
              CheckpointIdentity model = Checkpoint.read(worker.model()).identity();
              return model.architecture() + ", " + model.classNames().size() + " classes";
            }));
  }

  private <T> List<DoctorCheck> withSettings(String name, Class<T> mapping, Probes<T> probes) {
    try {
      return probes.run(settings.load(mapping));
    } catch (Exception e) {
      return List.of(DoctorCheck.failed(name, e));
    }
  }

  @FunctionalInterface
  private interface Probes<T> {
    List<DoctorCheck> run(T settings) throws Exception;
  }
}
