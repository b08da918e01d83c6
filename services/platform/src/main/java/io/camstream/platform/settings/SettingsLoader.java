package io.camstream.platform.settings;

import io.camstream.platform.error.Quoted;
import io.camstream.platform.error.UserError;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Loads settings interfaces. Sources, highest precedence first: overrides, system properties,
 * environment variables, a properties file, defaults.
 *
 * <p>Immutable and safe to share. Values are taken literally: {@code ${…}} is not expanded.
 */
public final class SettingsLoader {
  private final List<Source> sources;

  private SettingsLoader(List<Source> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * Creates a loader for the settings of a process.
   *
   * @param configFile a Java properties file in UTF-8
   * @param overrides full keys to values, such as those of the command line
   * @throws UserError if the file can't be read
   */
  public static SettingsLoader fromEnvironment(
      Optional<Path> configFile, Map<String, String> overrides) {
    Map<String, String> properties = new HashMap<>();
    System.getProperties()
        .stringPropertyNames()
        .forEach(name -> properties.put(name, System.getProperty(name)));
    return from(configFile, System.getenv(), properties, overrides);
  }

  /** Creates a loader of the given keys only, for tests and embedded use. */
  public static SettingsLoader of(Map<String, String> properties) {
    return new SettingsLoader(List.of(Source.properties("the given settings", properties)));
  }

  static SettingsLoader from(
      Optional<Path> configFile,
      Map<String, String> environment,
      Map<String, String> systemProperties,
      Map<String, String> overrides) {
    List<Source> sources = new ArrayList<>();
    sources.add(Source.properties("the command line", overrides));
    sources.add(Source.properties("the system properties", systemProperties));
    sources.add(Source.environment(environment));
    configFile.ifPresent(file -> sources.add(Source.properties(file.toString(), read(file))));
    return new SettingsLoader(sources);
  }

  /** A loader with additional overrides, which take precedence over all existing sources. */
  public SettingsLoader with(Map<String, String> overrides) {
    List<Source> all = new ArrayList<>();
    all.add(Source.properties("the given settings", overrides));
    all.addAll(sources);
    return new SettingsLoader(all);
  }

  /**
   * Loads one settings interface.
   *
   * @param mapping an interface with {@code @ConfigMapping}
   * @throws UserError naming the key, its environment variable and the expected form, if a value is
   *     missing or invalid, or if there is an unknown key below the interface's prefix (then with
   *     the nearest known key)
   */
  public <T> T load(Class<T> mapping) {
    List<Option> options = Options.of(mapping);
    UnknownKeys.refuse(sources, Options.prefix(mapping), options);
    SettingsLoader gathered = with(gathered(options));
    SmallRyeConfig values = gathered.builder().build();
    options.forEach(option -> OptionCheck.check(option, values));
    return gathered.builder().withMapping(mapping).build().getConfigMapping(mapping);
  }

  /** The value of each open option: all that is below it, the source that comes first winning. */
  private Map<String, String> gathered(List<Option> options) {
    Map<String, String> gathered = new HashMap<>();
    for (Option option : options) {
      Map<String, String> below = new TreeMap<>();
      for (int i = sources.size() - 1; i >= 0; i--) {
        sources.get(i).below(option).forEach(below::put);
      }
      if (!below.isEmpty()) {
        gathered.put(option.key(), lines(below));
      }
    }
    return gathered;
  }

  /** As a properties file. */
  private static String lines(Map<String, String> values) {
    Properties properties = new Properties();
    properties.putAll(values);
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * Rejects keys of the file and of the overrides that start with {@code camstream.} and belong to
   * none of the interfaces, such as those with a misspelt group.
   *
   * @throws UserError naming the key and the nearest known one
   */
  public void refuseUnknownKeys(List<Class<?>> mappings) {
    List<Option> options =
        mappings.stream().flatMap(mapping -> Options.of(mapping).stream()).toList();
    List<Source> written = sources.stream().filter(Source::writtenForUs).toList();
    UnknownKeys.refuse(written, "camstream", options);
  }

  private SmallRyeConfigBuilder builder() {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            // Unknown keys are checked here, with a suggestion.
            .withValidateUnknown(false)
            .withConverter(String.class, 200, stripped(text -> text))
            .withConverter(Duration.class, 200, stripped(Durations::parse))
            .withConverter(DataSize.class, 200, stripped(DataSize::parse))
            .withConverter(Secret.class, 200, stripped(Secret::of));
    int ordinal = 1000;
    for (Source source : sources) {
      builder.withSources(
          source.environment()
              ? new EnvConfigSource(source.values(), ordinal)
              : new PropertiesConfigSource(source.values(), source.name(), ordinal));
      ordinal -= 1;
    }
    return builder;
  }

  /** A converter returns null for "no value". */
  private static <T> Converter<T> stripped(Function<String, T> parse) {
    return text -> text.isBlank() ? null : parse.apply(text.strip());
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError(
          "Can't read the settings file "
              + Quoted.of(file.toString())
              + ": "
              + (Files.exists(file) ? e.getMessage() : "there is no such file")
              + ".",
          e);
    }
    Map<String, String> values = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> values.put(name, properties.getProperty(name)));
    return values;
  }

  /**
   * A source of values.
   *
   * @param writtenForUs whether every {@code camstream.} key in it must be a setting; the process's
   *     environment may contain others
   */
  record Source(
      String name, Map<String, String> values, boolean environment, boolean writtenForUs) {
    /** What an open option stands for here, by the name below it. */
    Map<String, String> below(Option option) {
      Map<String, String> below = new TreeMap<>();
      String prefix = environment ? option.environmentVariable() + "_" : option.key() + ".";
      values.forEach(
          (key, value) -> {
            if (option.open() && key.startsWith(prefix) && !value.isBlank()) {
              String name = key.substring(prefix.length());
              below.put(
                  environment ? name.toLowerCase(Locale.ROOT).replace('_', '.') : name, value);
            }
          });
      return below;
    }

    static Source properties(String name, Map<String, String> values) {
      return new Source(name, Map.copyOf(values), false, !name.equals("the system properties"));
    }

    static Source environment(Map<String, String> values) {
      return new Source("the environment", Map.copyOf(values), true, false);
    }
  }
}
