package io.camstream.engine.png;

import java.util.zip.Adler32;

/**
 * Filtered rows of a picture, each compressed apart from what stands before it, so that figures
 * which show the picture need only copy them. Immutable once all rows are added. For one thread.
 */
final class CodedRows {

  private final BitOutput bits;
  private final int rowLength;
  private final int[] starts;
  private final int[] checksums;
  private int rows;

  /**
   * @param rowLength bytes of a row before it was compressed, to half of them or less as a rule
   */
  CodedRows(int rows, int rowLength) {
    this.bits = new BitOutput(rows * rowLength / 2);
    this.rowLength = rowLength;
    this.starts = new int[rows + 1];
    this.checksums = new int[rows];
  }

  /**
   * @param filtered the row behind the type of its filter
   */
  void add(byte[] filtered, BlockCode code) {
    code.write(filtered, 1, 1 + rowLength, bits);
    Adler32 checksum = new Adler32();
    checksum.update(filtered, 1, rowLength);
    checksums[rows++] = (int) checksum.getValue();
    starts[rows] = bits.lengthInBits();
  }

  int rowLength() {
    return rowLength;
  }

  /** Adler-32 of the row before it was compressed. */
  int checksum(int row) {
    return checksums[row];
  }

  void copy(int row, BitOutput target) {
    target.append(bits, starts[row], starts[row + 1]);
  }
}
