package io.camstream.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/** Access key and secret key of the embedded store. */
record StoreCredentials(String accessKey, String secretKey) {
  private static final int SECRET_BYTES = 30;
  private static final String FILE = "credentials.properties";

  /** Those kept in the directory, or new random ones, which are then kept for the next start. */
  static StoreCredentials in(Path directory) {
    Path file = directory.resolve(FILE);
    if (Files.exists(file)) {
      return read(file);
    }
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    StoreCredentials credentials =
        new StoreCredentials(
            "camstream", Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    PrivateFiles.write(
        file, List.of("accessKey=" + credentials.accessKey, "secretKey=" + credentials.secretKey));
    return credentials;
  }

  private static StoreCredentials read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String accessKey = properties.getProperty("accessKey");
    String secretKey = properties.getProperty("secretKey");
    if (accessKey == null || secretKey == null) {
      throw new ServerStartException(
          "%s does not hold accessKey and secretKey: delete it to get new ones".formatted(file));
    }
    return new StoreCredentials(accessKey, secretKey);
  }

  /** Hides the secret, so that no log or message can show it. */
  @Override
  public String toString() {
    return "StoreCredentials[" + accessKey + "]";
  }
}
