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

/** Where the object store is, how to reach it, and which buckets are used. */
@Doc("Where the object store is (any with the S3 API), and which buckets are used.")
@ConfigMapping(prefix = "camstream.store")
public interface StoreSettings {

  @Doc("Address of the object store.")
  @WithDefault("http://127.0.0.1:9000")
  URI endpoint();

  @Doc("Region that requests are signed for.")
  @WithDefault("us-east-1")
  String region();

  @Doc(
      "Access key, the user's name. Not set, the credentials come from the first of: AWS's"
          + " environment variables, a profile of its credentials file, a web identity token, the"
          + " role of the container or of the instance; they are renewed before they expire.")
  Optional<String> accessKey();

  @Doc("Secret key, the user's password.")
  Optional<Secret> secretKey();

  @Doc("Session token that belongs to the two keys, where they are temporary.")
  Optional<Secret> sessionToken();

  @Doc("Without keys: profile of AWS's credentials file.")
  Optional<String> profile();

  @Doc(
      "Without keys: address that the credentials of a role are asked from, such as a store's own"
          + " STS; else AWS's.")
  Optional<URI> credentialsEndpoint();

  @Doc("How the store is asked to encrypt what is written; none leaves it to the bucket's default.")
  @WithDefault("none")
  Encryption encryption();

  @Doc("With sse-kms: id of the key.")
  Optional<String> kmsKey();

  @Doc("Where a bucket's name stands in an address; auto does what the store's host wants.")
  @WithDefault("auto")
  Addressing addressing();

  @Doc("With https: file of the authorities to trust, in PEM, PKCS#12 or JKS; else the JVM's own.")
  Optional<Path> truststore();

  @Doc("Password of a trust store in PKCS#12 or JKS.")
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

  @Doc("How long to wait for a connection.")
  @WithDefault("5s")
  Duration connectTimeout();

  @Doc("How long to wait for the next bytes of an answer, and for a request to be taken.")
  @WithDefault("30s")
  Duration readTimeout();

  @Doc("Connections kept open at most.")
  @WithDefault("16")
  @Range(min = 1, max = 1024)
  int maxConnections();
}
