package io.camstream.platform.tls;

import com.google.common.base.Throwables;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why a TLS handshake failed. A retry does not help. */
public enum TlsProblem {
  EXPIRED("its certificate has expired or is not valid yet"),
  UNTRUSTED("its certificate is not signed by an authority that is trusted"),
  OTHER_HOST("its certificate is made out for another host name than the one in the address"),
  NO_TLS("it does not speak TLS at this address"),
  CLIENT_REFUSED("it refuses our certificate, or our having none");

  private final String text;

  TlsProblem(String text) {
    this.text = text;
  }

  /** Continues a sentence about the server. */
  public String text() {
    return text;
  }

  /** The TLS problem behind an exception or one of its causes; empty for other failures. */
  public static Optional<TlsProblem> of(Throwable failure) {
    List<Throwable> causes = Throwables.getCausalChain(failure);
    if (any(causes, CertificateExpiredException.class)
        || any(causes, CertificateNotYetValidException.class)) {
      return Optional.of(EXPIRED);
    } else if (any(causes, CertPathBuilderException.class)
        || any(causes, CertPathValidatorException.class)) {
      return Optional.of(UNTRUSTED);
    } else if (any(causes, CertificateException.class)
        || any(causes, SSLPeerUnverifiedException.class)) {
      return Optional.of(OTHER_HOST);
    }
    return causes.stream()
        .filter(SSLException.class::isInstance)
        .map(cause -> String.valueOf(cause.getMessage()))
        .flatMap(message -> ofMessage(message).stream())
        .findFirst();
  }

  private static boolean any(List<Throwable> causes, Class<? extends Throwable> type) {
    return causes.stream().anyMatch(type::isInstance);
  }

  /** Detected by message, since the JDK has no exception types for these. */
  private static Optional<TlsProblem> ofMessage(String message) {
    if (message.contains("Unsupported or unrecognized SSL message")) {
      return Optional.of(NO_TLS);
    } else if (message.contains("Received fatal alert: bad_certificate")
        || message.contains("Received fatal alert: certificate_")
        || message.contains("Received fatal alert: unknown_ca")) {
      return Optional.of(CLIENT_REFUSED);
    }
    return Optional.empty();
  }
}
