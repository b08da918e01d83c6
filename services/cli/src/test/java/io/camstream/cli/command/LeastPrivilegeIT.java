package io.camstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camstream.cli.process.CommandProcess;
import io.camstream.embedded.KafkaBroker;
import io.camstream.ingest.service.IngestService;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.objectstore.ObjectStore;
import io.camstream.platform.objectstore.StoreSettings;
import io.camstream.platform.objectstore.StoredObject;
import io.camstream.platform.service.Service;
import io.camstream.platform.service.SystemSetup;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.report.service.ReportService;
import io.camstream.testkit.SharedServers;
import io.camstream.worker.service.WorkerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each service runs with the rights of infra/compose/acls at Kafka, and can do no more. */
class LeastPrivilegeIT {
  private static final Path RIGHTS = Path.of("../../infra/compose/acls");
  private static final String PREFIX = "rights";
  private static final String BUCKET = "rights-images";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private static Path directory;

  private static KafkaBroker broker;

  @BeforeAll
  static void startBrokerWithUsers() throws IOException, InterruptedException, ExecutionException {
    broker =
        KafkaBroker.start(
            directory.resolve("kafka"),
            Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:camstream"));
    try (Admin admin = Admin.create(broker.clientConfig())) {
      for (String user : List.of("setup", "ingest", "worker", "report", "subscriber")) {
        admin
            .alterUserScramCredentials(
                List.of(
                    new UserScramCredentialUpsertion(
                        user,
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                        "secret-" + user)))
            .all()
            .get();
      }
      admin.createAcls(rights()).all().get();
    }
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static List<AclBinding> rights() throws IOException {
    List<AclBinding> rights = new ArrayList<>();
    for (String line : Files.readAllLines(RIGHTS)) {
      if (!line.startsWith("#")) {
        String[] parts = line.split("\\s+");
        ResourcePattern pattern =
            new ResourcePattern(
                parts[1].equals("transactional")
                    ? ResourceType.TRANSACTIONAL_ID
                    : ResourceType.fromString(parts[1]),
                PREFIX + parts[3].replace("BUCKET", BUCKET),
                PatternType.fromString(parts[2].toUpperCase(Locale.ROOT)));
        Arrays.stream(parts[4].split(","))
            .map(operation -> right(parts[0], pattern, operation))
            .forEach(rights::add);
      }
    }
    rights.add(
        right(
            "subscriber",
            new ResourcePattern(ResourceType.GROUP, "subscriber-", PatternType.PREFIXED),
            "Read"));
    return rights;
  }

  /** Such as DescribeConfigs. */
  private static AclBinding right(String user, ResourcePattern pattern, String operation) {
    AclOperation known = AclOperation.fromString(operation.replaceAll("([a-z])([A-Z])", "$1_$2"));
    assertThat(known).as(operation).isNotEqualTo(AclOperation.UNKNOWN);
    return new AclBinding(
        pattern, new AccessControlEntry("User:" + user, "*", known, AclPermissionType.ALLOW));
  }

  private static SettingsLoader settings(String user) {
    Map<String, String> settings = new HashMap<>(SharedServers.get().settings());
    settings.put("camstream.kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put("camstream.kafka.security.sasl-mechanism", "SCRAM-SHA-512");
    settings.put("camstream.kafka.security.username", user);
    settings.put("camstream.kafka.security.password", "secret-" + user);
    settings.put("camstream.kafka.topic-prefix", PREFIX);
    settings.put("camstream.topics.partitions", "2");
    settings.put("camstream.store.images-bucket", BUCKET);
    settings.put("camstream.store.explanations-bucket", "rights-explanations");
    settings.put("camstream.store.reports-bucket", "rights-reports");
    settings.put("camstream.ingest.poll-interval", "200ms");
    settings.put("camstream.report.partitions", "1");
    settings.put("camstream.report.write-interval", "300ms");
    settings.put("camstream.worker.artifacts", "original,results");
    settings.put("camstream.worker.model", CommandProcess.demo().resolve("model").toString());
    return SettingsLoader.of(settings);
  }

  @Test
  void shouldExplainAndReportWithNoMoreThanTheListedRights() {
    SystemSetup.apply(settings("setup"));
    Path image = CommandProcess.demo().resolve("images/synthetic-cells/dyskeratotic_02.png");
    StoreSettings stores = settings("ingest").load(StoreSettings.class);
    try (ObjectStore store = ObjectStore.connect(stores)) {
      store.put(BUCKET, "a/cell.png", image, "image/png");
      List<Service> services =
          List.of(
              IngestService.create(settings("ingest"), new SimpleMeterRegistry()),
              WorkerService.create(settings("worker"), new SimpleMeterRegistry()),
              ReportService.create(settings("report"), new SimpleMeterRegistry()));
      try {
        services.forEach(Service::start);
        await()
            .atMost(LIMIT)
            .until(() -> keys(store, stores.reportsBucket()).contains("a/index.html"));
        services.forEach(service -> assertThat(service.readiness().ready()).isTrue());
      } finally {
        services.forEach(Service::close);
      }
      assertThat(keys(store, stores.explanationsBucket())).isNotEmpty();
    }
  }

  private static List<String> keys(ObjectStore store, String bucket) {
    try (Stream<StoredObject> objects = store.list(bucket, "")) {
      return objects.map(StoredObject::key).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ingest, explanations",
    "ingest, failures",
    "worker, images",
    "worker, discovered",
    "report, images",
    "report, explanations",
    "report, failures",
    "setup, images",
    "setup, explanations",
    "subscriber, images",
    "subscriber, explanations",
  })
  void shouldNotWriteWhatAnotherServiceWrites(String user, String topic) {
    SystemSetup.apply(settings("setup"));
    try (Producer<String, byte[]> producer =
        KafkaClients.producer(kafka(user), new ByteArraySerializer(), Map.of())) {
      assertThatThrownBy(
              () -> producer.send(new ProducerRecord<>(PREFIX + "." + topic, new byte[1])).get())
          .hasRootCauseInstanceOf(AuthorizationException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ingest, explanations",
    "worker, explanations",
    "worker, discovered",
    "report, discovered",
    "setup, images",
    "setup, explanations",
    "subscriber, images",
    "subscriber, discovered",
  })
  void shouldNotReadWhatIsNotItsOwn(String user, String topic) {
    SystemSetup.apply(settings("setup"));
    TopicPartition partition = new TopicPartition(PREFIX + "." + topic, 0);
    try (Consumer<String, byte[]> consumer =
        KafkaClients.consumer(
            kafka(user), Optional.empty(), new ByteArrayDeserializer(), Map.of())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      assertThatThrownBy(
              () -> {
                long end = System.nanoTime() + LIMIT.toNanos();
                while (System.nanoTime() < end) {
                  consumer.poll(Duration.ofMillis(200));
                }
              })
          .isInstanceOf(AuthorizationException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"setup", "ingest", "worker", "report", "subscriber"})
  void shouldNotDeleteTopicsOrGrantRights(String user) {
    SystemSetup.apply(settings("setup"));
    try (Admin admin = KafkaClients.admin(kafka(user))) {
      assertThatThrownBy(() -> admin.deleteTopics(List.of(PREFIX + ".explanations")).all().get())
          .hasRootCauseInstanceOf(AuthorizationException.class);
      assertThatThrownBy(() -> admin.createAcls(rights()).all().get())
          .hasRootCauseInstanceOf(AuthorizationException.class);
    }
  }

  private static KafkaSettings kafka(String user) {
    return settings(user).load(KafkaSettings.class);
  }

  @Test
  void shouldNameTheTopicsThatThereAre() throws IOException {
    List<String> topics =
        new Topics("").all().stream().map(topic -> topic.name()).sorted().toList();
    List<String> named =
        Files.readAllLines(RIGHTS).stream()
            .filter(line -> line.contains("literal") && line.contains(" topic "))
            .map(line -> line.split("\\s+")[3])
            .distinct()
            .sorted()
            .toList();
    assertThat(named).isEqualTo(topics);
  }
}
