package io.camstream.platform.objectstore;

import io.camstream.platform.error.UserError;
import io.camstream.platform.settings.Secret;
import io.minio.credentials.AwsConfigProvider;
import io.minio.credentials.AwsEnvironmentProvider;
import io.minio.credentials.ChainedProvider;
import io.minio.credentials.IamAwsProvider;
import io.minio.credentials.Provider;
import io.minio.credentials.StaticProvider;
import java.net.URI;
import okhttp3.OkHttpClient;

/** Where the store's credentials come from. */
final class StoreCredentials {
  private StoreCredentials() {}

  /**
   * The keys of the settings; without them the first of: AWS's environment variables, a profile of
   * AWS's credentials file, a web identity token (as Kubernetes gives it to a service account), the
   * container's role, the instance's role. Those of a role are fetched again before they expire.
   *
   * @param http asks for the credentials of a role
   * @return thread-safe
   * @throws UserError if one of the two keys is missing
   */
  static Provider of(StoreSettings settings, OkHttpClient http) {
    if (settings.accessKey().isPresent() != settings.secretKey().isPresent()) {
      throw new UserError(
          "Set both camstream.store.access-key and camstream.store.secret-key, or neither: then the"
              + " credentials come from AWS's environment variables, profile or role.");
    }
    if (settings.accessKey().isPresent()) {
      return new StaticProvider(
          settings.accessKey().get(),
          settings.secretKey().get().reveal(),
          settings.sessionToken().map(Secret::reveal).orElse(null));
    }
    return new ChainedProvider(
        new AwsEnvironmentProvider(),
        new AwsConfigProvider(null, settings.profile().orElse(null)),
        new IamAwsProvider(settings.credentialsEndpoint().map(URI::toString).orElse(null), http));
  }
}
