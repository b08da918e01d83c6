package io.camstream.platform.settings;

import java.lang.reflect.Type;
import java.util.Locale;
import java.util.Optional;

/**
 * One option of a settings interface.
 *
 * @param key full key, such as {@code camstream.worker.batch-size}
 * @param type what the interface's method returns
 * @param valueType type of the value itself: the element's for an {@code Optional} or a {@code
 *     List}, the type's wrapper for a primitive
 * @param defaultValue as text; empty where the option must be set or is optional
 * @param required whether loading fails without a value
 * @param list whether the value is a list, separated by commas
 * @param open whether it stands for all keys below its own
 * @param range of valid numbers; an end without a limit is infinite
 * @param doc what the option does
 */
public record Option(
    String key,
    Type type,
    Class<?> valueType,
    Optional<String> defaultValue,
    boolean required,
    boolean list,
    boolean open,
    Optional<Range> range,
    String doc) {

  /** The environment variable of the same option, such as {@code CAMSTREAM_WORKER_BATCH_SIZE}. */
  public String environmentVariable() {
    return environmentVariable(key);
  }

  /** Whether the key is one of those that an open option stands for. */
  boolean isAbove(String otherKey) {
    return open && otherKey.startsWith(key + ".");
  }

  /** The same of an environment variable. */
  boolean isAboveVariable(String variable) {
    return open && variable.startsWith(environmentVariable() + "_");
  }

  /** Whether the value must never be shown. */
  public boolean secret() {
    return valueType == Secret.class;
  }

  /** The valid values in words, such as "a whole number from 1 to 512". */
  public String expectedForm() {
    return ExpectedForm.of(this);
  }

  static String environmentVariable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
