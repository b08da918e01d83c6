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
import java.util.regex.Pattern;

/**
 * User and password of an embedded server.
 *
 * @param user letters, digits, {@code -} and {@code _}, which need no quoting in any configuration
 * @param password like {@code user}
 */
record Credentials(String user, String password) {
  private static final int PASSWORD_BYTES = 30;
  private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9_-]{3,100}");
  private static final String FILE = "credentials.properties";

  /** Reads the credentials file of the directory, or creates it with a random password. */
  static Credentials in(Path directory) {
    Path file = directory.resolve(FILE);
    if (Files.exists(file)) {
      return read(file);
    }
    byte[] password = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(password);
    Credentials credentials =
        new Credentials(
            "camstream", Base64.getUrlEncoder().withoutPadding().encodeToString(password));
    PrivateFiles.write(
        file, List.of("user=" + credentials.user, "password=" + credentials.password));
    return credentials;
  }

  private static Credentials read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String user = properties.getProperty("user");
    String password = properties.getProperty("password");
    if (!isUsable(user) || !isUsable(password)) {
      throw new ServerStartException(
          "%s does not hold user and password (letters, digits, - and _): delete it to get new ones"
              .formatted(file));
    }
    return new Credentials(user, password);
  }

  /** A user may have edited the file: no quote may break out of a server's configuration. */
  private static boolean isUsable(String text) {
    return text != null && USABLE.matcher(text).matches();
  }

  /** Hides the password, so that no log or message can show it. */
  @Override
  public String toString() {
    return "Credentials[" + user + "]";
  }
}
