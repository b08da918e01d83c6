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

  @Doc("Access key, the user's name.")
  String accessKey();

  @Doc("Secret key, the user's password.")
  Secret secretKey();

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
