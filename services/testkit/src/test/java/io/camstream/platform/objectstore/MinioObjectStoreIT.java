package io.camstream.platform.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.camstream.embedded.EmbeddedOptions;
import io.camstream.platform.settings.SettingsLoader;
import io.camstream.testkit.FaultyStore;
import io.camstream.testkit.SharedServers;
import io.camstream.testkit.StoreFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MinioObjectStoreIT {
  private static final String BUCKET = "platform-store-it";
  private static final byte[] CONTENT = "content".getBytes(UTF_8);

  private MinioObjectStore store;

  @BeforeAll
  void open() {
    store = open(Map.of());
    store.ensureBucket(BUCKET);
  }

  @AfterAll
  void close() {
    store.close();
  }

  private static MinioObjectStore open(Map<String, String> overrides) {
    SettingsLoader settings = SettingsLoader.of(SharedServers.get().settings()).with(overrides);
    return MinioObjectStore.create(settings.load(StoreSettings.class));
  }

  @Test
  void shouldReadWhatWasWritten() {
    String etag = store.put(BUCKET, "round/trip.txt", CONTENT, "text/plain");

    StoredObject head = store.head(BUCKET, "round/trip.txt");
    assertThat(head.etag()).isEqualTo(etag).doesNotContain("\"");
    assertThat(head.size()).isEqualTo(CONTENT.length);
    assertThat(head.contentType()).contains("text/plain");
    assertThat(Duration.between(head.lastModified(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(5));
    assertThat(store.get(head.version(), 100).bytes()).isEqualTo(CONTENT);
  }

  @Test
  void shouldGiveTheSameBytesTheSameEtag() {
    String first = store.put(BUCKET, "same/one", CONTENT, "text/plain");

    assertThat(store.put(BUCKET, "same/two", CONTENT, "text/plain")).isEqualTo(first);
  }

  @Test
  void shouldReadAnEmptyObject() {
    store.put(BUCKET, "empty", new byte[0], "text/plain");

    assertThat(store.get(store.head(BUCKET, "empty").version(), 0).bytes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name with spaces.png",
        "percent%2Fencoded.png",
        "plus+sign.png",
        "emoji-🔬.png",
        "umlaut-ä/ß.png",
        "right-to-left-\u202egnp.exe",
        "<script>alert(1)</script>.png",
        "quote'\"&;.png",
        "#hash?query=1.png",
        "back\\slash.png",
        "dots...png"
      })
  void shouldKeepHostileKeysAsTheyAre(String name) {
    String key = "hostile/" + name;
    store.put(BUCKET, key, CONTENT, "image/png");

    assertThat(store.list(BUCKET, "hostile/").map(StoredObject::key)).contains(key);
    assertThat(store.get(store.head(BUCKET, key).version(), 100).bytes()).isEqualTo(CONTENT);
    store.delete(BUCKET, key);
    assertThat(store.list(BUCKET, "hostile/").map(StoredObject::key)).doesNotContain(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/../b.png", "./a.png", ".."})
  void shouldRefuseKeysThatTheClientCanNotAddress(String key) {
    assertThatThrownBy(() -> store.head(BUCKET, key)).isInstanceOf(ObjectNameException.class);
    assertThatThrownBy(() -> store.put(BUCKET, key, CONTENT, "image/png"))
        .isInstanceOf(ObjectNameException.class);
    ObjectVersion version = new ObjectVersion(BUCKET, key, Optional.empty(), "e");
    assertThatThrownBy(() -> store.get(version, 10)).isInstanceOf(ObjectNameException.class);
  }

  @Test
  void shouldListPageByPageInOrderFromAnyKeyOn() {
    List<String> keys =
        IntStream.range(0, 25).mapToObj(i -> String.format("paged/%02d.png", i)).toList();
    keys.forEach(key -> store.put(BUCKET, key, CONTENT, "image/png"));
    MinioObjectStore small = store.withPageSize(10);

    assertThat(small.list(BUCKET, "paged/").map(StoredObject::key)).containsExactlyElementsOf(keys);
    assertThat(small.list(BUCKET, "paged/", keys.get(6)).map(StoredObject::key))
        .containsExactlyElementsOf(keys.subList(7, 25));
    Iterator<StoredObject> lazy = small.list(BUCKET, "paged/").iterator();
    assertThat(lazy.next().etag()).isEqualTo(store.head(BUCKET, keys.get(0)).etag());
    store.delete(BUCKET, "paged/24.png");
    assertThat(IntStream.iterate(0, i -> lazy.hasNext(), i -> i + 1).peek(i -> lazy.next()).count())
        .as("the third page is fetched after the deletion")
        .isEqualTo(23);
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void shouldGoOnBehindTheLastKeyWhenTheThirdPageFails(StoreFault fault) {
    List<String> keys =
        IntStream.range(0, 25).mapToObj(i -> String.format("third/%02d.png", i)).toList();
    keys.forEach(key -> store.put(BUCKET, key, CONTENT, "image/png"));
    List<String> listed = new ArrayList<>();
    try (FaultyStore faulty = FaultyStore.before(SharedServers.get().storeEndpoint());
        MinioObjectStore behind = open(Map.of("camstream.store.endpoint", faulty.endpoint() + ""));
        MinioObjectStore small = behind.withPageSize(10)) {
      faulty.failWhere(request -> listed.size() < 20 ? StoreFault.NONE : fault);
      Stream<StoredObject> interrupted = small.list(BUCKET, "third/");
      assertThatThrownBy(() -> interrupted.map(StoredObject::key).forEach(listed::add))
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(faulty.made(fault)).isPositive();
      assertThat(listed).isEqualTo(keys.subList(0, 20));

      faulty.heal();
      small.list(BUCKET, "third/", listed.get(19)).map(StoredObject::key).forEach(listed::add);
    }

    assertThat(listed).isEqualTo(keys);
  }

  private static Stream<StoreFault> passingFaults() {
    return Stream.of(StoreFault.error(503, "SlowDown"), StoreFault.RESET, StoreFault.HALF_BODY);
  }

  @Test
  void shouldTellThatAnObjectIsGoneOrChanged() {
    store.put(BUCKET, "changing", CONTENT, "text/plain");
    ObjectVersion first = store.head(BUCKET, "changing").version();

    store.put(BUCKET, "changing", "other".getBytes(UTF_8), "text/plain");
    assertThatThrownBy(() -> store.get(first, 100)).isInstanceOf(ObjectChangedException.class);
    store.delete(BUCKET, "changing");
    assertThatThrownBy(() -> store.get(first, 100)).isInstanceOf(ObjectGoneException.class);
    assertThatThrownBy(() -> store.head(BUCKET, "changing"))
        .isInstanceOf(ObjectGoneException.class);
    store.delete(BUCKET, "changing");
  }

  @Test
  void shouldNotReadMoreThanAllowed() {
    store.put(BUCKET, "large", new byte[1000], "text/plain");
    ObjectVersion version = store.head(BUCKET, "large").version();

    assertThat(store.get(version, 1000).bytes()).hasSize(1000);
    assertThatThrownBy(() -> store.get(version, 999))
        .isInstanceOf(ObjectTooLargeException.class)
        .hasMessageContaining("1000 bytes");
  }

  @Test
  void shouldTellThatABucketIsMissing() {
    ObjectVersion version = new ObjectVersion("no-such-bucket", "key", Optional.empty(), "e");

    assertThat(store.bucketExists("no-such-bucket")).isFalse();
    assertThatThrownBy(() -> store.list("no-such-bucket", "").count())
        .isInstanceOf(StoreDeniedException.class);
    assertThatThrownBy(() -> store.put("no-such-bucket", "key", CONTENT, "text/plain"))
        .isInstanceOf(StoreDeniedException.class);
    assertThatThrownBy(() -> store.get(version, 10)).isInstanceOf(StoreDeniedException.class);
  }

  @Test
  void shouldTellThatS3ProxyDoesNotTellOfNewObjects() {
    assumeTrue(EmbeddedOptions.temporary().minio().isEmpty(), "MinIO tells of new objects");

    assertThat(store.listen(BUCKET)).isEmpty();
  }

  @Test
  void shouldMakeABucketOnce() {
    store.ensureBucket("platform-store-it-made");
    store.ensureBucket("platform-store-it-made");

    assertThat(store.bucketExists("platform-store-it-made")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"camstream.store.access-key", "camstream.store.secret-key"})
  void shouldTellThatCredentialsAreRefusedWithoutShowingThem(String key) {
    try (ObjectStore stranger = open(Map.of(key, "not-the-one"))) {
      assertThatThrownBy(() -> stranger.list(BUCKET, "").count())
          .isInstanceOf(StoreDeniedException.class)
          .hasMessageNotContaining("not-the-one");
      assertThatThrownBy(() -> stranger.put(BUCKET, "k", CONTENT, "text/plain"))
          .isInstanceOf(StoreDeniedException.class);
      assertThatThrownBy(() -> stranger.bucketExists(BUCKET))
          .isInstanceOf(StoreDeniedException.class);
      assertThatThrownBy(() -> stranger.head(BUCKET, "k")).isInstanceOf(StoreDeniedException.class);
    }
  }
}
