package io.camstream.platform.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Decodes one record in Avro's binary encoding. Every length and count that the record declares is
 * compared with the bytes that are left before anything is allocated, so a record of n bytes takes
 * memory and time proportional to n. {@link BinaryDecoder} allocates a string of 2 GB if five bytes
 * say so. Not thread-safe.
 */
final class BoundedDecoder extends Decoder {
  private final BinaryDecoder decoder;
  private final InputStream rest;

  BoundedDecoder(byte[] bytes, int offset, int length) {
    this.decoder = DecoderFactory.get().binaryDecoder(bytes, offset, length, null);
    this.rest = decoder.inputStream();
  }

  private int length() throws IOException {
    return (int) bounded(decoder.readLong());
  }

  /** An item takes a byte at least: our schemas have no arrays of nulls. */
  private long bounded(long count) throws IOException {
    if (count < 0 || count > rest.available()) {
      throw new AvroRuntimeException(
          "a length or count of " + count + " exceeds the " + rest.available() + " bytes left");
    }
    return count;
  }

  private byte[] bytes() throws IOException {
    byte[] bytes = new byte[length()];
    decoder.readFixed(bytes);
    return bytes;
  }

  @Override
  public void readNull() throws IOException {
    decoder.readNull();
  }

  @Override
  public boolean readBoolean() throws IOException {
    return decoder.readBoolean();
  }

  @Override
  public int readInt() throws IOException {
    return decoder.readInt();
  }

  @Override
  public long readLong() throws IOException {
    return decoder.readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return decoder.readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return decoder.readDouble();
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(bytes());
  }

  @Override
  public String readString() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void skipString() throws IOException {
    decoder.skipFixed(length());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    return ByteBuffer.wrap(bytes());
  }

  @Override
  public void skipBytes() throws IOException {
    decoder.skipFixed(length());
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    decoder.readFixed(bytes, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    decoder.skipFixed(length);
  }

  @Override
  public int readEnum() throws IOException {
    return decoder.readEnum();
  }

  @Override
  public long readArrayStart() throws IOException {
    return bounded(decoder.readArrayStart());
  }

  @Override
  public long arrayNext() throws IOException {
    return bounded(decoder.arrayNext());
  }

  @Override
  public long skipArray() throws IOException {
    return bounded(decoder.skipArray());
  }

  @Override
  public long readMapStart() throws IOException {
    return bounded(decoder.readMapStart());
  }

  @Override
  public long mapNext() throws IOException {
    return bounded(decoder.mapNext());
  }

  @Override
  public long skipMap() throws IOException {
    return bounded(decoder.skipMap());
  }

  @Override
  public int readIndex() throws IOException {
    return decoder.readIndex();
  }
}
