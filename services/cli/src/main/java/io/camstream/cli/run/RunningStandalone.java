package io.camstream.cli.run;

import io.camstream.embedded.EmbeddedServers;
import java.net.URI;
import java.util.Optional;

/**
 * What runs once images can come.
 *
 * @param imagesBucket where images are put
 * @param pages where the reports are served, with their token
 */
public record RunningStandalone(
    EmbeddedServers servers, String imagesBucket, Optional<URI> pages) {}
