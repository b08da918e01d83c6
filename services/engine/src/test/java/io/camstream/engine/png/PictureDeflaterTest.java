package io.camstream.engine.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDeflaterTest {

  /** Around eight bytes and the longest run. */
  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 2, 7, 8, 9, 258, 259, 260, 261, 517, 131_071, 131_072, 131_073, 400_000})
  void shouldCompressWhatZlibUnpacks(int length) throws Exception {
    Random random = new Random(length);
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    byte[] zeros = new byte[length];
    byte[] mixed = new byte[length];
    for (int i = 0; i < length; ) {
      int end = Math.min(length, i + 1 + random.nextInt(300));
      byte value = (byte) (random.nextInt(7) - 3);
      boolean run = random.nextBoolean();
      for (; i < end; i++) {
        mixed[i] = run ? value : (byte) Math.round(3 * random.nextGaussian());
      }
    }

    assertThat(unpacked(deflated(noise), length)).isEqualTo(noise);
    assertThat(unpacked(deflated(zeros), length)).isEqualTo(zeros);
    assertThat(unpacked(deflated(mixed), length)).isEqualTo(mixed);
  }

  /** At every place among eight bytes, of every length, also one that two runs are needed for. */
  @Test
  void shouldShortenRunsWhereverTheyStart() throws Exception {
    byte[] bytes = new byte[400_000];
    int at = 0;
    for (int run = 1; run < 800; run++) {
      for (int ones = 0; ones < run % 11; ones++) {
        bytes[at++] = (byte) (ones + 1);
      }
      at += run;
    }

    assertThat(unpacked(deflated(bytes), bytes.length)).isEqualTo(bytes);
  }

  /** Their best code would have more bits than deflate allows. */
  @Test
  void shouldCompressBytesWithTheFrequenciesOfFibonacci() throws Exception {
    byte[] bytes = new byte[65_536];
    int before = 1;
    int count = 1;
    int value = 0;
    for (int i = 0; i < bytes.length; value++) {
      // Two values in turn, so that there are no runs.
      for (int n = 0; n < count && i < bytes.length; n++, i++) {
        bytes[i] = (byte) (n % 2 == 0 ? value : 200);
      }
      int next = before + count;
      before = count;
      count = next;
    }

    assertThat(unpacked(deflated(bytes), bytes.length)).isEqualTo(bytes);
  }

  @Test
  void shouldWriteWhatTheCodeWasNotMadeFor() throws Exception {
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    SymbolCounts ofZeros = new SymbolCounts();
    ofZeros.add(new byte[10_000]);

    assertThat(unpacked(deflated(noise, code(ofZeros)), noise.length)).isEqualTo(noise);
  }

  /** Each part has a checksum and bits of its own, at whatever bit the one before ended. */
  @Test
  void shouldPutRowsThatWereCompressedBeforeBetweenOthers() throws Exception {
    Random random = new Random(1);
    byte[][] rows = new byte[100][31];
    SymbolCounts counts = new SymbolCounts();
    for (byte[] row : rows) {
      random.nextBytes(row);
      counts.add(row);
    }
    BlockCode code = code(counts);
    CodedRows coded = new CodedRows(rows.length, 30);
    for (byte[] row : rows) {
      coded.add(row, code);
    }
    BitOutput out = new BitOutput(0);
    PictureDeflater deflater = new PictureDeflater(out);
    deflater.start();
    deflater.startBlock(code);
    ByteBuffer expected = ByteBuffer.allocate(rows.length * 37);
    for (int y = 0; y < rows.length; y++) {
      deflater.write(rows[y], 3, 10);
      deflater.write(coded, y);
      expected.put(rows[y], 3, 7).put(rows[y], 1, 30);
    }
    deflater.endBlock();
    deflater.finish();

    assertThat(unpacked(written(out), expected.capacity())).isEqualTo(expected.array());
  }

  @Test
  void shouldShortenRuns() {
    assertThat(deflated(new byte[100_000])).hasSizeLessThan(300);
  }

  @Test
  void shouldNeverUseMoreBitsThanAllowed() {
    int[] frequencies = new int[30];
    frequencies[0] = 1;
    frequencies[1] = 1;
    for (int i = 2; i < frequencies.length; i++) {
      frequencies[i] = frequencies[i - 1] + frequencies[i - 2];
    }

    HuffmanCode code = HuffmanCode.of(frequencies, 7);

    double used = 0;
    for (int length : code.lengths()) {
      assertThat(length).isBetween(1, 7);
      used += Math.pow(2, -length);
    }
    assertThat(used).isEqualTo(1); // A complete prefix code (Kraft).
  }

  private static byte[] deflated(byte[] bytes) {
    SymbolCounts counts = new SymbolCounts();
    counts.add(bytes);
    return deflated(bytes, code(counts));
  }

  private static byte[] deflated(byte[] bytes, BlockCode code) {
    BitOutput out = new BitOutput(0);
    PictureDeflater deflater = new PictureDeflater(out);
    deflater.start();
    deflater.startBlock(code);
    deflater.write(bytes, 0, bytes.length);
    deflater.endBlock();
    deflater.finish();
    return written(out);
  }

  private static byte[] written(BitOutput out) {
    ByteBuffer written = ByteBuffer.allocate(out.length());
    out.copyTo(written);
    return written.array();
  }

  private static byte[] unpacked(byte[] compressed, int length) throws Exception {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed);
      byte[] bytes = new byte[length + 1];
      int read = 0;
      while (!inflater.finished()) {
        read += inflater.inflate(bytes, read, bytes.length - read);
        assertThat(inflater.needsInput() && !inflater.finished()).isFalse();
      }
      assertThat(inflater.getRemaining()).isZero();
      return java.util.Arrays.copyOf(bytes, read);
    } finally {
      inflater.end();
    }
  }

  private static BlockCode code(SymbolCounts counts) {
    BlockCode code = new BlockCode();
    code.set(counts);
    return code;
  }
}
