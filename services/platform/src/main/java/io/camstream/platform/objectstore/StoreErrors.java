package io.camstream.platform.objectstore;

import io.camstream.platform.tls.TlsProblem;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Translates exceptions of the MinIO client to {@link StoreException}s. */
final class StoreErrors {
  private static final Set<String> GONE =
      Set.of("NoSuchKey", "NoSuchVersion", "NoSuchObject", "MethodNotAllowed");
  private static final Set<String> NAME =
      Set.of("KeyTooLongError", "XMinioInvalidObjectName", "InvalidURI", "InvalidObjectName");
  private static final Set<String> FULL =
      Set.of("XMinioStorageFull", "InsufficientStorage", "QuotaExceeded");
  private static final Set<String> PASSING =
      Set.of(
          "SlowDown", "InternalError", "ServiceUnavailable", "RequestTimeout", "OperationAborted");

  private StoreErrors() {}

  /** One call of the client. */
  interface Call<T> {
    T run() throws MinioException, IOException;
  }

  /**
   * @param purpose continues "Can't …"
   */
  static <T> T mapped(String purpose, Call<T> call) {
    try {
      return call.run();
    } catch (StoreException e) {
      throw e;
    } catch (MinioException | IOException | RuntimeException e) {
      throw map(purpose, e);
    }
  }

  static StoreException map(String purpose, Exception failure) {
    String problem = "Can't " + purpose + ": ";
    if (failure instanceof ErrorResponseException answer) {
      return map(problem, answer);
    }
    Optional<TlsProblem> tls = TlsProblem.of(failure);
    if (tls.isPresent()) {
      return new StoreDeniedException(
          problem
              + tls.get().text()
              + ". Check camstream.store.endpoint and camstream.store.truststore.",
          failure);
    }
    if (failure instanceof IllegalArgumentException) {
      if (String.valueOf(failure.getMessage()).contains("bucket name")) {
        return new StoreDeniedException(problem + failure.getMessage(), failure);
      }
      return new ObjectNameException(problem + failure.getMessage(), failure);
    }
    return new StoreUnavailableException(problem + reason(failure), failure);
  }

  private static StoreException map(String problem, ErrorResponseException answer) {
    String code = answer.errorResponse().code();
    String text = problem + code + " (status " + answer.response().code() + ")";
    int status = answer.response().code();
    if (GONE.contains(code)) {
      return new ObjectGoneException(text, answer);
    } else if (status == 412) {
      return new ObjectChangedException(text, answer);
    } else if (NAME.contains(code)) {
      return new ObjectNameException(text, answer);
    } else if (code.equals("NoSuchBucket")) {
      return new StoreDeniedException(
          text + ". The bucket is missing; run 'camstream setup'.", answer);
    } else if (FULL.contains(code) || status == 507) {
      return new StoreDeniedException(text + ". The store is full.", answer);
    } else if (PASSING.contains(code) || status >= 500 || status == 429 || status == 408) {
      return new StoreUnavailableException(text, answer);
    } else if (status == 404) {
      return new ObjectGoneException(text, answer);
    }
    return new StoreDeniedException(
        text + ". Check camstream.store.access-key, camstream.store.secret-key and the region.",
        answer);
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName()
        + (root.getMessage() == null ? "" : " (" + root.getMessage() + ")");
  }
}
