package io.camstream.report.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/**
 * JSON for a {@code <script type="application/json">} element. Characters that could end the
 * element, start a comment or a tag, or end a line of JavaScript are escaped as {@code \\uXXXX}, so
 * no text can break out; and so are characters that would change how its source is displayed.
 */
final class DataIsland {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().characterEscapes(new Escapes()).build();

  private DataIsland() {}

  static JsonGenerator generator(Writer out) throws IOException {
    return FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  private static final class Escapes extends CharacterEscapes {

    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      for (char dangerous : "<>&'`".toCharArray()) {
        codes[dangerous] = ESCAPE_CUSTOM;
      }
      return codes;
    }

    // Jackson calls this for every character above ASCII as well.
    @Override
    public SerializableString getEscapeSequence(int character) {
      boolean ascii = character < 128;
      boolean lineEnd = character == '\u2028' || character == '\u2029';
      int type = Character.getType(character);
      boolean unseen = type == Character.FORMAT || type == Character.CONTROL;
      return ascii || lineEnd || unseen
          ? new SerializedString(String.format(Locale.ROOT, "\\u%04X", character))
          : null;
    }
  }
}
