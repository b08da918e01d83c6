package io.camstream.cli.command;

import picocli.CommandLine.IVersionProvider;

/** Version that the build has written into the jar. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    return new String[] {"CamStream " + (version == null ? "(not packaged)" : version)};
  }
}
