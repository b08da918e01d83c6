package io.camstream.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camstream.embedded.KafkaBroker;
import io.camstream.platform.error.UserError;
import io.camstream.platform.kafka.KafkaClients;
import io.camstream.platform.kafka.KafkaSettings;
import io.camstream.platform.kafka.TopicSettings;
import io.camstream.platform.kafka.TopicSetup;
import io.camstream.platform.kafka.Topics;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.platform.tls.TestAuthority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted Kafka with users, by settings alone. */
class KafkaAccessIT {
  private static final String SECURITY = "camstream.kafka.security.";
  private static final SecureServers SERVERS = SecureServers.get();

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"})
  void shouldWriteAndReadWithEveryMechanism(String mechanism) throws Exception {
    KafkaBroker broker = SERVERS.broker();
    boolean plain = mechanism.equals("PLAIN");
    SettingsLoader settings =
        SERVERS.settings(
            Map.of(
                SECURITY + "sasl-mechanism",
                mechanism,
                SECURITY + "username",
                plain ? broker.user() : SecureServers.USER,
                SECURITY + "password",
                plain ? broker.password() : SecureServers.SCRAM_PASSWORD,
                "camstream.kafka.topic-prefix",
                "access-" + mechanism.toLowerCase(),
                "camstream.topics.partitions",
                "1"));

    assertThat(readBack(settings, "pixels")).isEqualTo("pixels");
  }

  @ParameterizedTest
  @CsvSource({"PKCS12, authority.p12", "JKS, authority.jks"})
  void shouldTrustAuthoritiesOfEveryKindOfTrustStore(String type, String name) throws Exception {
    Path file = SERVERS.authority().trustStore(name, type);
    SettingsLoader settings =
        SERVERS.settings(
            Map.of(
                SECURITY + "truststore",
                file.toString(),
                SECURITY + "truststore-password",
                TestAuthority.PASSWORD));

    try (Admin admin = KafkaClients.admin(settings.load(KafkaSettings.class))) {
      assertThat(admin.describeCluster().clusterId().get()).isNotEmpty();
    }
  }

  @Test
  void shouldRefuseABrokerOfAnUnknownAuthority() {
    assertRefused(
        Map.of(SECURITY + "truststore", SERVERS.untrusted().toString()),
        "A connection to Kafka is not possible: its certificate is not signed by an authority that"
            + " is trusted. Check camstream.kafka.security.truststore.");
    assertRefused(
        Map.of(SECURITY + "truststore", ""),
        "A connection to Kafka is not possible: its certificate is not signed by an authority that"
            + " is trusted. Check camstream.kafka.security.truststore.");
  }

  @Test
  void shouldRefuseABrokerWhoseCertificateIsMadeOutForAnotherHost() {
    String port = SERVERS.broker().bootstrapServers().split(":")[1];

    assertRefused(
        Map.of("camstream.kafka.bootstrap-servers", "localhost:" + port),
        "A connection to Kafka is not possible: its certificate is made out for another host name"
            + " than the one in the address. Check camstream.kafka.bootstrap-servers.");
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, Invalid username or password",
    "SCRAM-SHA-256, invalid credentials",
    "SCRAM-SHA-512, invalid credentials"
  })
  void shouldTellAWrongPasswordInOneLine(String mechanism, String reason) {
    UserError error =
        refusal(
            Map.of(
                SECURITY + "sasl-mechanism", mechanism, SECURITY + "password", "not-the-password"));

    assertThat(error.getMessage())
        .startsWith(
            "Kafka refuses the user or the password. Check camstream.kafka.security.username,"
                + " password and sasl-mechanism. It said: ")
        .contains(reason)
        .doesNotContain("not-the-password", "\n");
  }

  @Test
  void shouldTellAnUnknownUserInOneLine() {
    assertThat(refusal(Map.of(SECURITY + "username", "stranger")).getMessage())
        .startsWith("Kafka refuses the user or the password.");
  }

  @Test
  void shouldAskForCredentialsBeforeAnythingIsSent() {
    assertRefused(
        Map.of(SECURITY + "password", ""),
        "camstream.kafka.security.protocol asks for SASL, which needs"
            + " camstream.kafka.security.username and camstream.kafka.security.password.");
  }

  @Test
  void shouldLetNobodyInWithoutCredentialsOrEncryption() {
    for (String protocol : List.of("SSL", "SASL_PLAINTEXT", "PLAINTEXT")) {
      Map<String, Object> config =
          KafkaClients.common(
              SERVERS.settings(Map.of(SECURITY + "protocol", protocol)).load(KafkaSettings.class));
      config.put("default.api.timeout.ms", 2000);
      config.put("request.timeout.ms", 1000);

      try (Admin admin = Admin.create(config)) {
        assertThatThrownBy(() -> admin.describeCluster().clusterId().get())
            .as(protocol)
            .isInstanceOf(ExecutionException.class);
      }
    }
  }

  @Test
  void shouldRefuseATrustStoreWithAWrongPassword() {
    Path file = SERVERS.authority().trustStore("wrong.p12", "PKCS12");

    assertThat(
            refusal(
                    Map.of(
                        SECURITY + "truststore",
                        file.toString(),
                        SECURITY + "truststore-password",
                        "not-the-password"))
                .getMessage())
        .contains("the password is wrong", SECURITY + "truststore-password")
        .doesNotContain("not-the-password");
  }

  @Test
  void shouldShowAClientCertificateWhereTheBrokerAsksForOne(@TempDir Path directory)
      throws Exception {
    TestAuthority authority = SERVERS.authority();
    Path keys = authority.keyStore("mutual.p12", "PKCS12", authority.issue("127.0.0.1"));
    Map<String, String> brokerSettings =
        new HashMap<>(SecureServers.brokerSettings("SSL", keys, SERVERS.trusted()));
    brokerSettings.put("ssl.client.auth", "required");
    try (KafkaBroker broker = KafkaBroker.start(directory, brokerSettings)) {
      Map<String, String> settings = new HashMap<>();
      settings.put("camstream.kafka.bootstrap-servers", broker.bootstrapServers());
      settings.put(SECURITY + "protocol", "SSL");
      settings.put("camstream.kafka.topic-prefix", "mutual");
      settings.put("camstream.topics.partitions", "1");
      assertThat(refusal(settings).getMessage())
          .isEqualTo(
              "A connection to Kafka is not possible: it refuses our certificate, or our having"
                  + " none. Check camstream.kafka.security.keystore.");

      settings.put(
          SECURITY + "keystore", authority.pemKey("client.pem", authority.issue("me")).toString());
      assertThat(readBack(SERVERS.settings(settings), "by PEM")).isEqualTo("by PEM");

      settings.put(
          SECURITY + "keystore",
          authority.keyStore("client.p12", "PKCS12", authority.issue("me")).toString());
      settings.put(SECURITY + "keystore-password", TestAuthority.PASSWORD);
      assertThat(readBack(SERVERS.settings(settings), "by PKCS12")).isEqualTo("by PKCS12");
    }
  }

  /** Makes the topics, writes a record and reads the newest one. */
  private static String readBack(SettingsLoader settings, String value) throws Exception {
    KafkaSettings kafka = settings.load(KafkaSettings.class);
    Topics topics = new Topics(kafka.topicPrefix());
    String topic = topics.failures().name();
    try (Admin admin = KafkaClients.admin(kafka)) {
      new TopicSetup(admin).create(topics.all(), settings.load(TopicSettings.class));
    }
    long offset;
    try (Producer<String, String> producer =
        KafkaClients.producer(kafka, new StringSerializer(), Map.of())) {
      offset = producer.send(new ProducerRecord<>(topic, value)).get().offset();
    }
    try (Consumer<String, String> consumer =
        KafkaClients.consumer(kafka, Optional.empty(), new StringDeserializer(), Map.of())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seek(partition, offset);
      return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
    }
  }

  private static void assertRefused(Map<String, String> settings, String line) {
    assertThat(refusal(settings)).hasMessage(line);
  }

  /** What a service shows that starts with these settings. */
  private static UserError refusal(Map<String, String> others) {
    KafkaSettings kafka = SERVERS.settings(others).load(KafkaSettings.class);
    try (Admin admin = KafkaClients.admin(kafka)) {
      new TopicSetup(admin).require(new Topics("none").all());
      throw new AssertionError("It was not refused");
    } catch (UserError e) {
      return e;
    }
  }
}
