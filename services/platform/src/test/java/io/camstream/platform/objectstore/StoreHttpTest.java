package io.camstream.platform.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.camstream.platform.settings.SettingsLoader;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class StoreHttpTest {

  @Test
  void shouldSendTheLastPartOfAFileWithoutWaitingForTheStore() throws IOException {
    StoreSettings settings =
        SettingsLoader.of(
                Map.of("camstream.store.access-key", "a", "camstream.store.secret-key", "s"))
            .load(StoreSettings.class);
    OkHttpClient client = StoreHttp.client(settings);

    try (Socket socket = client.socketFactory().createSocket()) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }
}
