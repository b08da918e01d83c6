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

/** Where the schema registry is and how to reach it. */
@Doc("Where the schema registry is (any with Confluent's API) and how to reach it.")
@ConfigMapping(prefix = "camstream.registry")
public interface RegistrySettings {

  @Doc(
      "Address of the registry; several, separated by commas, are tried in turn. Apicurio's API"
          + " is below /apis/ccompat/v7.")
  @WithDefault("http://127.0.0.1:8081")
  List<URI> url();

  @Doc(
      "OAuth: address that access tokens are asked from, by client credentials; they are renewed"
          + " before they expire.")
  Optional<URI> tokenEndpoint();

  @Doc("OAuth: scope that tokens are asked for.")
  Optional<String> tokenScope();

  @Doc("User's name for basic authentication; with a token endpoint the client's id.")
  Optional<String> username();

  @Doc("Password for basic authentication; with a token endpoint the client's secret.")
  Optional<Secret> password();

  @Doc("Token for bearer authentication, instead of a user and a password.")
  Optional<Secret> token();

  @Doc("With https: file of the authorities to trust, in PEM, PKCS#12 or JKS; else the JVM's own.")
  Optional<Path> truststore();

  @Doc("Password of a trust store in PKCS#12 or JKS.")
  Optional<Secret> truststorePassword();

  @Doc(
      "With https: file with the client's own key and certificate, in PEM, PKCS#12 or JKS, where the"
          + " registry asks for one.")
  Optional<Path> keystore();

  @Doc("Password of the key store and its key.")
  Optional<Secret> keystorePassword();

  @Doc("How long one call may wait for an answer.")
  @WithDefault("10s")
  Duration timeout();

  @Doc("How long a call is repeated, with back-off, while the registry does not answer.")
  @WithDefault("2m")
  Duration retryFor();
}
