package io.camstream.platform.service;

import io.camstream.platform.settings.Doc;
import io.camstream.platform.settings.Range;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The health and metrics page of a service. */
@Doc("The health and metrics page of a service: /health/live, /health/ready and /metrics.")
@ConfigMapping(prefix = "camstream.http")
public interface HttpSettings {

  @Doc("Address to listen on. It has no authentication: open it to a trusted network only.")
  @WithDefault("127.0.0.1")
  String bind();

  @Doc("Port to listen on; 0 takes any free one, -1 listens on none.")
  @WithDefault("0")
  @Range(min = -1, max = 65535)
  int port();
}
