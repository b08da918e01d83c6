package io.camstream.platform.service;

import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Health and metrics endpoints of a service. */
@Doc("Health and metrics endpoints of a service: /health/live, /health/ready and /metrics.")
@ConfigMapping(prefix = "camstream.http")
public interface HttpSettings {

  @Doc(
      "Address to listen on. The endpoints have no authentication, so expose them to a trusted"
          + " network only.")
  @WithDefault("127.0.0.1")
  String bind();

  @Doc("Port to listen on; 0 for any free port, -1 to disable the endpoints.")
  @WithDefault("0")
  @Range(min = -1, max = 65535)
  int port();
}
