package io.camstream.platform.tls;

import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A trust store or key store that a setting names. Its format, PEM, PKCS#12 or JKS, is detected
 * from the content.
 *
 * @param setting key of the setting, for error messages
 * @param password value of the setting with the same key and {@code -password}
 */
public record KeystoreFile(String setting, Path file, Optional<Secret> password) {
  /** The format that the JDK has no key store type for. */
  public static final String PEM = "PEM";

  private static final String PEM_CERTIFICATE = "-----BEGIN CERTIFICATE-----";

  /** Java wants a password even where nothing is written. */
  private static final char[] IN_MEMORY = {'-'};

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final String PEM_KEY = "PRIVATE KEY-----";

  /**
   * Reads the trusted authorities.
   *
   * @throws UserError if they can't be read, or there are none
   */
  public TrustedAuthorities authorities() {
    byte[] content = content();
    KeyStore store = isPem(content) ? pemCertificates(content) : open();
    if (certificates(store) == 0) {
      throw problem("holds no certificate of an authority." + (isPem(content) ? "" : hint()));
    }
    return new TrustedAuthorities(isPem(content) ? PEM : type(store), store);
  }

  /**
   * Checks that the file contains a usable key.
   *
   * @return the format as Kafka and Java name it: {@code PEM}, {@code PKCS12} or {@code JKS}
   * @throws UserError if it can't be read, or there is none
   */
  public String requireKey() {
    byte[] content = content();
    if (isPem(content)) {
      String text = new String(content, StandardCharsets.US_ASCII);
      if (!text.contains(PEM_KEY) || !text.contains(PEM_CERTIFICATE)) {
        throw problem("must hold a private key and its certificate.");
      }
      return PEM;
    }
    KeyStore store = open();
    if (!holdsKey(store)) {
      throw problem("holds no private key that can be used." + hint());
    }
    return type(store);
  }

  /**
   * The key and its certificates, for whom a server asks for them.
   *
   * @throws UserError if it can't be read, or there is no key
   */
  public KeyManager[] keyManagers() {
    boolean pem = requireKey().equals(PEM);
    KeyStore store = pem ? pemIdentity(content()) : open();
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, pem ? IN_MEMORY : passwordCharacters());
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw problem("has a key that can't be used: " + e.getMessage(), e);
    }
  }

  private KeyStore pemIdentity(byte[] content) {
    String text = new String(content, StandardCharsets.US_ASCII);
    Matcher key = PKCS8.matcher(text);
    if (!key.find()) {
      throw problem("holds a key in another form than PKCS#8 without encryption.");
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "identity",
          privateKey(Base64.getMimeDecoder().decode(key.group(1))),
          IN_MEMORY,
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(key.replaceAll("").getBytes(StandardCharsets.US_ASCII)))
              .toArray(Certificate[]::new));
      return store;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw problem("holds a key or a certificate that can't be read: " + e.getMessage(), e);
    }
  }

  private PrivateKey privateKey(byte[] encoded) throws GeneralSecurityException {
    for (String algorithm : new String[] {"RSA", "EC", "EdDSA"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (InvalidKeySpecException e) {
        // It is a key of another algorithm.
        continue;
      }
    }
    throw problem("holds a key that is none of RSA, EC and EdDSA.");
  }

  private byte[] content() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw problem(
          "can't be read: " + (Files.exists(file) ? e.getMessage() : "there is no such file") + ".",
          e);
    }
  }

  private static boolean isPem(byte[] content) {
    return new String(content, StandardCharsets.US_ASCII).contains("-----BEGIN ");
  }

  private KeyStore pemCertificates(byte[] content) {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw problem("holds a certificate that can't be read: " + e.getMessage(), e);
    }
  }

  private KeyStore open() {
    try {
      return KeyStore.getInstance(file.toFile(), passwordCharacters());
    } catch (KeyStoreException e) {
      throw problem("is neither PEM nor PKCS#12 nor JKS.", e);
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw problem("can't be opened: the password is wrong. Check " + passwordSetting() + ".");
      }
      throw problem("can't be read: " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw problem("can't be read: " + e.getMessage(), e);
    }
  }

  private static long certificates(KeyStore store) {
    try {
      long count = 0;
      for (String alias : Collections.list(store.aliases())) {
        count += store.isCertificateEntry(alias) ? 1 : 0;
      }
      return count;
    } catch (KeyStoreException e) {
      throw new IllegalStateException("The key store was loaded", e);
    }
  }

  private boolean holdsKey(KeyStore store) {
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getKey(alias, passwordCharacters()) != null) {
          return true;
        }
      }
      return false;
    } catch (UnrecoverableKeyException e) {
      throw problem("has a key with another password than " + passwordSetting() + ".");
    } catch (GeneralSecurityException e) {
      throw problem("can't be read: " + e.getMessage(), e);
    }
  }

  private char[] passwordCharacters() {
    return password.map(secret -> secret.reveal().toCharArray()).orElse(null);
  }

  private static String type(KeyStore store) {
    return store.getType().toUpperCase(Locale.ROOT);
  }

  private String hint() {
    return password.isPresent() ? "" : " If it has a password, set " + passwordSetting() + ".";
  }

  private String passwordSetting() {
    return setting + "-password";
  }

  private UserError problem(String what) {
    return problem(what, null);
  }

  private UserError problem(String what, Exception cause) {
    return new UserError(
        "Setting " + setting + ": " + Quoted.of(file.toString()) + " " + what, cause);
  }
}
