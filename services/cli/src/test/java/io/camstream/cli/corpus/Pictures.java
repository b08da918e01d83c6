package io.camstream.cli.corpus;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Makes the contents of the corpus: pictures, whole, broken and dishonest. */
final class Pictures {

  private static final int HEADER_BITS = 16 * 8;
  private static final int WIDTH_IN_PNG = 16;
  private static final int CRC_IN_PNG = 29;
  private static final int WIDTH_IN_BMP = 18;

  private Pictures() {}

  /** A picture of 64 × 48 pixels from the resources. */
  static byte[] sample(String name) {
    try (InputStream in = Pictures.class.getResourceAsStream("/corpus/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] png(int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A picture of its own, so that no two images of the corpus have the same bytes. */
  static byte[] png(long seed) {
    BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int pixel = 0; pixel < 24 * 16; pixel++) {
      image.setRGB(pixel % 24, pixel / 24, random.nextInt());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] truncated(byte[] file, int length) {
    return Arrays.copyOf(file, length);
  }

  /** Flips a few bits behind the first 16 bytes, by which formats are recognised. */
  static byte[] flipped(byte[] file, long seed) {
    byte[] broken = file.clone();
    Random random = new Random(seed);
    for (int flip = 0; flip < 8; flip++) {
      int bit = HEADER_BITS + random.nextInt(8 * file.length - HEADER_BITS);
      broken[bit / 8] ^= (byte) (1 << (bit % 8));
    }
    return broken;
  }

  /** A black and white PNG without a lie, its rows packed to a thousandth. */
  static byte[] pngBomb(int side) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
      byte[] row = new byte[1 + (side + 7) / 8];
      for (int y = 0; y < side; y++) {
        deflater.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ByteBuffer header = ByteBuffer.allocate(13).putInt(side).putInt(side);
    header.put((byte) 1).put((byte) 0);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    file.writeBytes(chunk("IHDR", header.array()));
    file.writeBytes(chunk("IDAT", data.toByteArray()));
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(data.length);
      out.write(name);
      out.write(data);
      out.writeInt((int) crc.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The PNG with another size in its header, whose checksum is right. */
  static byte[] lyingPng(byte[] png, int width, int height) {
    ByteBuffer file = ByteBuffer.wrap(png.clone());
    file.putInt(WIDTH_IN_PNG, width).putInt(WIDTH_IN_PNG + 4, height);
    CRC32 crc = new CRC32();
    crc.update(file.array(), 12, 17);
    file.putInt(CRC_IN_PNG, (int) crc.getValue());
    return file.array();
  }

  /** The BMP with another size in its header. */
  static byte[] lyingBmp(byte[] bmp, int width, int height) {
    ByteBuffer file = ByteBuffer.wrap(bmp.clone()).order(ByteOrder.LITTLE_ENDIAN);
    return file.putInt(WIDTH_IN_BMP, width).putInt(WIDTH_IN_BMP + 4, height).array();
  }
}
