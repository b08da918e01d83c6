package io.camstream.engine.png;

import java.util.zip.Adler32;

/**
 * Compresses filtered rows of pictures to a zlib stream (RFC 1950, RFC 1951): blocks with a Huffman
 * code each, and of all repetitions only runs of zeros.
 *
 * <p>Filtered photographs are noise around zero, and runs of zeros where they are even. Searching
 * them for other repetitions takes most of zlib's time, and at its fastest level makes files
 * longer. For one thread.
 */
final class PictureDeflater {

  private static final int MODULUS = 65521;

  private final Adler32 ofPart = new Adler32();
  private final BitOutput out;
  private BlockCode code;
  private int checksum;

  PictureDeflater(BitOutput out) {
    this.out = out;
  }

  /** Starts a stream; another one must have been finished. */
  void start() {
    checksum = 1;
    out.bits(0x0178, 16); // Deflate, window of 32 kB, fastest.
  }

  /** What follows, up to the block's end, is written in this code. */
  void startBlock(BlockCode code) {
    this.code = code;
    code.writeStart(out);
  }

  void write(byte[] bytes, int from, int end) {
    code.write(bytes, from, end, out);
    ofPart.reset();
    ofPart.update(bytes, from, end - from);
    checksum = checksum(checksum, (int) ofPart.getValue(), end - from);
  }

  /** Writes a row that was compressed before, in the code of the current block. */
  void write(CodedRows rows, int row) {
    rows.copy(row, out);
    checksum = checksum(checksum, rows.checksum(row), rows.rowLength());
  }

  void endBlock() {
    code.writeEnd(out);
  }

  /** Ends the stream; the last block must have been ended. */
  void finish() {
    out.bits(0b011, 3); // The last block, with the fixed code, in which it ends at once.
    out.bits(0, 7);
    out.align();
    out.bits(Integer.toUnsignedLong(Integer.reverseBytes(checksum)), 32);
  }

  /** Adler-32 of two parts in a row, as zlib's {@code adler32_combine} has it. */
  private static int checksum(int first, int second, int lengthOfSecond) {
    long sum = (first & 0xffff) + MODULUS - 1;
    long low = (sum + (second & 0xffff)) % MODULUS;
    long high = ((first >>> 16) + (second >>> 16) + sum * lengthOfSecond) % MODULUS;
    return (int) (high << 16 | low);
  }
}
