package io.camstream.platform.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The options that a settings interface declares. A settings interface carries {@link
 * ConfigMapping}; its methods return single values, {@code Optional} or {@code List} of them, or
 * another interface, whose options are nested below the method's name.
 */
public final class Options {
  private static final Map<Class<?>, Class<?>> WRAPPERS =
      Map.of(
          int.class, Integer.class,
          long.class, Long.class,
          double.class, Double.class,
          float.class, Float.class,
          boolean.class, Boolean.class);

  private Options() {}

  /** Every option of the interface, by key. */
  public static List<Option> of(Class<?> mapping) {
    List<Option> options = new ArrayList<>();
    collect(prefix(mapping), mapping, options);
    options.sort(Comparator.comparing(Option::key));
    return List.copyOf(options);
  }

  /** The prefix of the interface's keys, such as {@code camstream.worker}. */
  public static String prefix(Class<?> mapping) {
    ConfigMapping annotation = mapping.getAnnotation(ConfigMapping.class);
    if (annotation == null) {
      throw new IllegalArgumentException(mapping.getName() + " carries no @ConfigMapping");
    }
    return annotation.prefix();
  }

  /**
   * The value of every option by key, {@link Optional}s included. Secrets are {@link Secret}s, so
   * the map can be printed.
   */
  public static <T> Map<String, Object> values(Class<T> mapping, T settings) {
    Map<String, Object> values = new TreeMap<>();
    collectValues(prefix(mapping), mapping, settings, values);
    return Collections.unmodifiableMap(values);
  }

  private static void collectValues(
      String prefix, Class<?> type, Object settings, Map<String, Object> values) {
    options(type)
        .forEach(
            method -> {
              Object value = call(method, settings);
              if (isGroup(method.getReturnType())) {
                collectValues(prefix + "." + name(method), method.getReturnType(), value, values);
              } else {
                values.put(prefix + "." + name(method), value);
              }
            });
  }

  private static Object call(Method method, Object settings) {
    try {
      // The interface may be package-private.
      method.setAccessible(true);
      return method.invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Can't read " + method, e);
    }
  }

  private static Stream<Method> options(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> Modifier.isAbstract(method.getModifiers()));
  }

  private static void collect(String prefix, Class<?> type, List<Option> options) {
    options(type)
        .forEach(
            method -> {
              String key = prefix + "." + name(method);
              if (isGroup(method.getReturnType())) {
                collect(key, method.getReturnType(), options);
              } else {
                options.add(option(key, method));
              }
            });
  }

  private static boolean isGroup(Class<?> type) {
    return type.isInterface() && type.getName().startsWith("io.camstream.");
  }

  private static Option option(String key, Method method) {
    Doc doc = method.getAnnotation(Doc.class);
    if (doc == null) {
      throw new IllegalArgumentException(method + " carries no @Doc");
    }
    Optional<String> defaultValue =
        Optional.ofNullable(method.getAnnotation(WithDefault.class)).map(WithDefault::value);
    Class<?> raw = method.getReturnType();
    boolean required = raw != Optional.class && defaultValue.isEmpty();
    return new Option(
        key,
        method.getGenericReturnType(),
        valueType(method.getGenericReturnType()),
        defaultValue,
        required,
        isList(method.getGenericReturnType()),
        method.isAnnotationPresent(Open.class),
        Optional.ofNullable(method.getAnnotation(Range.class)),
        doc.value());
  }

  private static boolean isList(Type type) {
    return type instanceof ParameterizedType parameterized
        && (parameterized.getRawType() == List.class
            || isList(parameterized.getActualTypeArguments()[0]));
  }

  private static Class<?> valueType(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return valueType(parameterized.getActualTypeArguments()[0]);
    }
    Class<?> raw = (Class<?>) type;
    return WRAPPERS.getOrDefault(raw, raw);
  }

  private static String name(Method method) {
    WithName name = method.getAnnotation(WithName.class);
    return name != null
        ? name.value()
        : method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
