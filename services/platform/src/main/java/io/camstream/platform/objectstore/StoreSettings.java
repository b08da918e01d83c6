package io.camstream.platform.objectstore;

import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Range;
import io.camstream.platform.settings.Secret;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Connection to the object store, and its buckets. */
@Doc("Connection to the object store, which may be any with the S3 API, and its buckets.")
@ConfigMapping(prefix = "camstream.store")
public interface StoreSettings {

  @Doc("Address of the object store.")
  @WithDefault("http://127.0.0.1:9000")
  URI endpoint();

  @Doc("Region used to sign requests.")
  @WithDefault("us-east-1")
  String region();

  @Doc(
      "Access key. If unset, the credentials come from the first of: the AWS environment"
          + " variables, a profile of the AWS credentials file, a web identity token, the role of"
          + " the container or of the instance. They are renewed before they expire.")
  Optional<String> accessKey();

  @Doc("Secret key.")
  Optional<Secret> secretKey();

  @Doc("Session token of temporary keys.")
  Optional<Secret> sessionToken();

  @Doc("Profile of the AWS credentials file, if no keys are set.")
  Optional<String> profile();

  @Doc(
      "STS endpoint that issues the credentials of a role, such as the store's own, if no keys are"
          + " set. Default: that of AWS.")
  Optional<URI> credentialsEndpoint();

  @Doc("Server-side encryption of written objects; none applies the bucket's default.")
  @WithDefault("none")
  Encryption encryption();

  @Doc("Id of the key for sse-kms.")
  Optional<String> kmsKey();

  @Doc("Position of the bucket name in URLs; auto chooses by the host of the store.")
  @WithDefault("auto")
  Addressing addressing();

  @Doc("Trust store for https, in PEM, PKCS#12 or JKS. Default: the JVM's own.")
  Optional<Path> truststore();

  @Doc("Password of a PKCS#12 or JKS trust store.")
  Optional<Secret> truststorePassword();

  @Doc("Bucket of the images.")
  @WithDefault("images")
  String imagesBucket();

  @Doc("Bucket that explanations are written to.")
  @WithDefault("explanations")
  String explanationsBucket();

  @Doc("Bucket that reports are written to.")
  @WithDefault("reports")
  String reportsBucket();

  @Doc("Timeout for opening a connection.")
  @WithDefault("5s")
  Duration connectTimeout();

  @Doc("Timeout between two reads of a response, and for sending a request.")
  @WithDefault("30s")
  Duration readTimeout();

  @Doc("Largest number of open connections.")
  @WithDefault("16")
  @Range(min = 1, max = 1024)
  int maxConnections();
}
