package io.camstream.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * S3Proxy over a directory. It accepts only signed requests (SigV4). Its credentials are in a
 * properties file that only the owner can read.
 *
 * @param furtherSettings S3Proxy's own; those of a key store make it serve HTTPS only
 */
record S3ProxyProgram(ServerBundles bundles, Map<String, String> furtherSettings)
    implements StoreProgram {
  private static final Pattern READY =
      Pattern.compile("Started \\S*ServerConnector@.*\\{127\\.0\\.0\\.1:(\\d+)\\}");

  @Override
  public ChildCommand command(Path directory, Credentials credentials, int port) {
    Path objects = directory.resolve("s3proxy");
    PrivateFiles.createDirectory(objects);
    Path configuration = directory.resolve("s3proxy.properties");
    PrivateFiles.writeProperties(configuration, settings(objects, credentials, port));
    return ChildCommand.java(
        "S3 endpoint",
        directory,
        List.of(
            "-Xmx192m",
            "-Djava.io.tmpdir=" + directory,
            "-Dlogback.configurationFile=io/camstream/embedded/s3proxy-logback.xml"),
        bundles.jvmClassPath(),
        "org.gaul.s3proxy.Main",
        List.of("--properties", configuration.toString()));
  }

  private Map<String, String> settings(Path objects, Credentials credentials, int port) {
    Map<String, String> settings = new HashMap<>();
    String kind = scheme().equals("https") ? "secure-endpoint" : "endpoint";
    settings.put("s3proxy." + kind, scheme() + "://127.0.0.1:" + port);
    settings.put("s3proxy.authorization", "aws-v4");
    settings.put("s3proxy.identity", credentials.user());
    settings.put("s3proxy.credential", credentials.password());
    settings.put("jclouds.provider", "filesystem-nio2");
    settings.put("jclouds.filesystem.basedir", objects.toString());
    settings.putAll(furtherSettings);
    return settings;
  }

  @Override
  public String scheme() {
    return furtherSettings.containsKey("s3proxy.keystore-path") ? "https" : "http";
  }

  @Override
  public Pattern readyLine() {
    return READY;
  }

  @Override
  public boolean choosesPort() {
    return true;
  }
}
