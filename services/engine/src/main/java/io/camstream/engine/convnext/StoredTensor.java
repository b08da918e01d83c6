package io.camstream.engine.convnext;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * One tensor of a safetensors file.
 *
 * @param name as stored
 * @param type element type
 * @param shape sizes, outermost first; empty for a scalar
 * @param data mapped little-endian bytes, row-major; read only
 */
@SuppressWarnings("ArrayRecordComponent") // Built once per tensor and never written to.
record StoredTensor(String name, ElementType type, long[] shape, ByteBuffer data) {

  /** Element types of weights that a network can be made of. */
  enum ElementType {
    F32(4),
    F16(2),
    BF16(2);

    private final int bytes;

    ElementType(int bytes) {
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }
  }

  long elements() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /**
   * The values as 32-bit floats in native order in a direct buffer: the mapped bytes themselves
   * where they are floats, a widened copy otherwise. Exact for every type.
   */
  ByteBuffer float32() {
    ByteBuffer source = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    boolean nativeOrder = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    if (type == ElementType.F32 && nativeOrder && source.alignmentOffset(0, Float.BYTES) == 0) {
      return source;
    }
    int count = Math.toIntExact(elements());
    ByteBuffer widened =
        ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
            .order(ByteOrder.nativeOrder());
    FloatBuffer floats = widened.asFloatBuffer();
    for (int i = 0; i < count; i++) {
      floats.put(i, valueAt(source, i));
    }
    return widened;
  }

  private float valueAt(ByteBuffer source, int index) {
    return switch (type) {
      case F32 -> source.getFloat(index * Float.BYTES);
      case F16 -> halfToFloat(source.getShort(index * Short.BYTES));
      case BF16 -> Float.intBitsToFloat(source.getShort(index * Short.BYTES) << 16);
    };
  }

  /** IEEE 754 binary16 to binary32; {@code Float.float16ToFloat} needs Java 20. */
  static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
    }
    if (exponent == 0) {
      float subnormal = fraction * 0x1p-24f;
      return sign == 0 ? subnormal : -subnormal;
    }
    return Float.intBitsToFloat(sign | (exponent + 112) << 23 | fraction << 13);
  }
}
