package io.camstream.platform.kafka;

import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Secret;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Connection to the schema registry. */
@Doc("Connection to the schema registry, which may be any with Confluent's API.")
@ConfigMapping(prefix = "camstream.registry")
public interface RegistrySettings {

  @Doc(
      "Address of the registry, or several addresses, which are tried in turn. The path of"
          + " Apicurio's compatible API is /apis/ccompat/v7.")
  @WithDefault("http://127.0.0.1:8081")
  List<URI> url();

  @Doc(
      "OAuth token endpoint, with the client-credentials grant. Tokens are renewed before they"
          + " expire.")
  Optional<URI> tokenEndpoint();

  @Doc("Scope of the OAuth tokens.")
  Optional<String> tokenScope();

  @Doc("User for basic authentication; the client id with a token endpoint.")
  Optional<String> username();

  @Doc("Password for basic authentication; the client secret with a token endpoint.")
  Optional<Secret> password();

  @Doc("Token for bearer authentication, instead of a user and a password.")
  Optional<Secret> token();

  @Doc("Trust store for https, in PEM, PKCS#12 or JKS. Default: the JVM's own.")
  Optional<Path> truststore();

  @Doc("Password of a PKCS#12 or JKS trust store.")
  Optional<Secret> truststorePassword();

  @Doc(
      "Key store with the client's key and certificate, in PEM, PKCS#12 or JKS, for a registry"
          + " that requires client authentication.")
  Optional<Path> keystore();

  @Doc("Password of the key store and of its key.")
  Optional<Secret> keystorePassword();

  @Doc("Timeout of one call.")
  @WithDefault("10s")
  Duration timeout();

  @Doc("How long a call is retried, with back-off, while the registry does not answer.")
  @WithDefault("2m")
  Duration retryFor();
}
