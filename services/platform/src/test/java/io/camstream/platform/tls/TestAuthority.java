package io.camstream.platform.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import okhttp3.tls.HeldCertificate;

/** A certificate authority made on the spot, which writes the files that a test needs. */
public final class TestAuthority {
  /** Of every key store and trust store that is written. */
  public static final String PASSWORD = "password-of-the-stores";

  private final HeldCertificate root =
      new HeldCertificate.Builder().commonName("Test authority").certificateAuthority(0).build();
  private final Path directory;

  /**
   * @param directory for the files
   */
  public TestAuthority(Path directory) {
    this.directory = directory;
  }

  /** A certificate for the host, with its key. */
  public HeldCertificate issue(String host) {
    return new HeldCertificate.Builder()
        .signedBy(root)
        .commonName(host)
        .addSubjectAlternativeName(host)
        .build();
  }

  /** A certificate for the host that was valid until yesterday. */
  public HeldCertificate issueExpired(String host) {
    long day = 24 * 60 * 60 * 1000;
    long now = System.currentTimeMillis();
    return new HeldCertificate.Builder()
        .signedBy(root)
        .addSubjectAlternativeName(host)
        .validityInterval(now - 2 * day, now - day)
        .build();
  }

  public X509Certificate certificate() {
    return root.certificate();
  }

  /** The authority's certificate as PEM. */
  public Path pem(String name) {
    return write(name, root.certificatePem());
  }

  /** The authority's certificate in a trust store. */
  public Path trustStore(String name, String type) {
    return store(name, type, store -> store.setCertificateEntry("authority", root.certificate()));
  }

  /** A key and its certificates in a key store. */
  public Path keyStore(String name, String type, HeldCertificate held) {
    Certificate[] chain = {held.certificate(), root.certificate()};
    return store(
        name,
        type,
        store ->
            store.setKeyEntry("key", held.keyPair().getPrivate(), PASSWORD.toCharArray(), chain));
  }

  /** A key and its certificates as PEM. */
  public Path pemKey(String name, HeldCertificate held) {
    return write(name, held.privateKeyPkcs8Pem() + held.certificatePem() + root.certificatePem());
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path store(String name, String type, Filling filling) {
    Path file = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance(type);
      store.load(null, null);
      filling.fill(store);
      store.store(out, PASSWORD.toCharArray());
      return file;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Filling {
    void fill(KeyStore store) throws GeneralSecurityException;
  }
}
