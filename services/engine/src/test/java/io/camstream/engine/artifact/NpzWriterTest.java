package io.camstream.engine.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class NpzWriterTest {

  @Test
  void shouldWriteArraysInNumpysFormat() throws IOException {
    byte[] file =
        new NpzWriter()
            .add("logits", new float[] {1.5f, -2}, 2)
            .add("raw/encoder.stages.3.layers.1/gradcam/0", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
            .toBytes();

    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      assertArray(zip, "logits.npy", "(2,)", 1.5f, -2);
      assertArray(zip, "raw/encoder.stages.3.layers.1/gradcam/0.npy", "(2, 3,)", 1, 2, 3, 4, 5, 6);
      assertThat(zip.getNextEntry()).isNull();
    }
  }

  @Test
  void shouldWriteTheSameBytesInEveryTimeZone() {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      byte[] east = new NpzWriter().add("x", new float[] {1}, 1).toBytes();
      TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
      byte[] west = new NpzWriter().add("x", new float[] {1}, 1).toBytes();

      assertThat(HexFormat.of().formatHex(east)).isEqualTo(HexFormat.of().formatHex(west));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static void assertArray(ZipInputStream zip, String name, String shape, float... values)
      throws IOException {
    ZipEntry entry = zip.getNextEntry();
    assertThat(entry.getName()).isEqualTo(name);
    ByteBuffer array = ByteBuffer.wrap(zip.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new String(array.array(), 0, 6, StandardCharsets.ISO_8859_1))
        .isEqualTo("\u0093NUMPY");
    assertThat(array.getShort(6)).as("version 1.0").isEqualTo((short) 1);
    int headerLength = array.getShort(8);
    assertThat((10 + headerLength) % 64).as("alignment").isZero();
    String header = new String(array.array(), 10, headerLength, StandardCharsets.US_ASCII);
    assertThat(header)
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }")
        .endsWith("\n");
    float[] read = new float[values.length];
    array.position(10 + headerLength);
    array.asFloatBuffer().get(read);
    assertThat(read).containsExactly(values);
    assertThat(array.capacity()).isEqualTo(10 + headerLength + 4 * values.length);
  }
}
