package io.camstream.embedded;

import io.camstream.embedded.process.ChildCommand;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * S3Proxy over a directory. It accepts signed requests (SigV4) alone. Its credentials are in a
 * properties file that only the owner can read.
 */
record S3ProxyProgram(ServerBundles bundles) implements StoreProgram {
  private static final Pattern READY =
      Pattern.compile("Started \\S*ServerConnector@.*\\{127\\.0\\.0\\.1:(\\d+)\\}");

  @Override
  public ChildCommand command(Path directory, Credentials credentials, int port) {
    Path objects = directory.resolve("s3proxy");
    PrivateFiles.createDirectory(objects);
    Path configuration = directory.resolve("s3proxy.properties");
    PrivateFiles.write(configuration, List.of(properties(objects, credentials, port)));
    return ChildCommand.java(
        "S3 endpoint",
        directory,
        List.of(
            "-Xmx192m",
            "-Djava.io.tmpdir=" + directory,
            "-Dlogback.configurationFile=io/camstream/embedded/s3proxy-logback.xml"),
        bundles.s3ProxyClassPath(),
        "org.gaul.s3proxy.Main",
        List.of("--properties", configuration.toString()));
  }

  private static String properties(Path objects, Credentials credentials, int port) {
    Properties properties = new Properties();
    properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
    properties.setProperty("s3proxy.authorization", "aws-v4");
    properties.setProperty("s3proxy.identity", credentials.user());
    properties.setProperty("s3proxy.credential", credentials.password());
    properties.setProperty("jclouds.provider", "filesystem-nio2");
    properties.setProperty("jclouds.filesystem.basedir", objects.toString());
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
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
