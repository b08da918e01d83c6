package io.camstream.report.live;

import io.camstream.platform.settings.DataSize;
import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Range;
import io.camstream.platform.settings.Secret;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The web server of the report service. */
@Doc("The web server of the report service: the pages of all batches, live.")
@ConfigMapping(prefix = "camstream.live")
public interface LiveSettings {

  @Doc("Address to listen on. Beyond 127.0.0.1, set tls-keystore too: the token is a password.")
  @WithDefault("127.0.0.1")
  String bind();

  @Doc("Port to listen on; 0 takes any free one, -1 listens on none.")
  @WithDefault("-1")
  @Range(min = -1, max = 65535)
  int port();

  @Doc(
      "What the address must carry, as ?token=. Needed where a port is set; demo, run and standalone"
          + " draw one by lot and print it.")
  Optional<Secret> token();

  @Doc("PKCS#12 file with key and certificate, to serve HTTPS.")
  Optional<Path> tlsKeystore();

  @Doc("Password of tls-keystore.")
  Optional<Secret> tlsKeystorePassword();

  @Doc("Whether images that are dropped on a page are put into the bucket of images.")
  @WithDefault("false")
  boolean uploads();

  @Doc("Largest file that may be dropped on a page.")
  @WithDefault("64MiB")
  DataSize uploadLimit();

  @Doc("Most connections at the same time.")
  @WithDefault("200")
  @Range(min = 8, max = 10_000)
  int connections();
}
