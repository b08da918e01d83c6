package io.camstream.cli.command;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses the numbers of options, with error messages for users. */
final class Numbers {

  private Numbers() {}

  static void register(CommandLine command) {
    ITypeConverter<Integer> integer = converter("whole number", Integer::valueOf);
    ITypeConverter<Long> whole = converter("whole number", Long::valueOf);
    ITypeConverter<Double> number = converter("number", Double::valueOf);
    command
        .registerConverter(int.class, integer)
        .registerConverter(Integer.class, integer)
        .registerConverter(long.class, whole)
        .registerConverter(Long.class, whole)
        .registerConverter(double.class, number)
        .registerConverter(Double.class, number);
  }

  private static <T> ITypeConverter<T> converter(String what, Function<String, T> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (NumberFormatException e) {
        TypeConversionException mistake =
            new TypeConversionException("'" + text + "' is not a " + what);
        mistake.initCause(e);
        throw mistake;
      }
    };
  }
}
