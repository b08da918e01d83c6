package io.camstream.platform.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

class MinioCreatedKeysTest {
  private static final String EVENT = "{\"Records\":[{\"s3\":{\"object\":{\"key\":\"%s\"}}}]}\n";

  @Test
  void shouldReadOneLineAfterTheOtherAndKeepKeysAsTheyAre() {
    MinioCreatedKeys created =
        created(
            "{\"Records\":null}\n"
                + EVENT.formatted("b/ä +%2F\\u00261.png")
                + EVENT.formatted("2"));

    assertThat(created.next()).as("the store tells that it is there").isEmpty();
    assertThat(created.next()).containsExactly("b/ä +%2F&1.png");
    assertThat(created.next()).containsExactly("2");
    assertThatThrownBy(created::next)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("the store ended the connection");
  }

  @Test
  void shouldGiveUpOnWhatIsNoNotification() {
    assertThatThrownBy(created("<html>\n")::next).isInstanceOf(StoreException.class);
    assertThatThrownBy(created("{\"Records\":[{\"s3\"")::next).isInstanceOf(StoreException.class);
    assertThatThrownBy(created("x".repeat(2 << 20))::next).isInstanceOf(StoreException.class);
    assertThat(created("\n").next()).isEmpty();
    assertThat(created("{\"Records\":[{}, 1, {\"s3\":[]}]}\n").next()).isEmpty();
  }

  private static MinioCreatedKeys created(String body) {
    return new MinioCreatedKeys(
        "listen",
        new Response.Builder()
            .request(new Request.Builder().url("http://store").build())
            .protocol(Protocol.HTTP_1_1)
            .code(200)
            .message("OK")
            .body(ResponseBody.create(body, MediaType.get("text/event-stream")))
            .build());
  }
}
