package io.camstream.engine.convnext;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camstream.engine.convnext.StoredTensor.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads a safetensors file: eight bytes of header length, a JSON header, and the tensors' bytes.
 * Nothing in the header is believed: offsets must tile the data exactly and agree with type and
 * shape. Format: the safetensors README, section "Format".
 */
final class SafetensorsFile {

  /** The limit of the reference implementation. */
  private static final long MAX_HEADER_BYTES = 100_000_000;

  private final Path path;
  private final ObjectMapper json;

  SafetensorsFile(Path path, ObjectMapper json) {
    this.path = path;
    this.json = json;
  }

  /** Maps every tensor. The mappings outlive this object and are freed with their buffers. */
  List<StoredTensor> read() throws IOException, CheckpointException {
    try (FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      long headerBytes = headerLength(channel, size);
      JsonNode header = header(channel, (int) headerBytes);
      long dataStart = Long.BYTES + headerBytes;
      List<Entry> entries = entries(header, size - dataStart);
      List<StoredTensor> tensors = new ArrayList<>();
      for (Entry entry : entries) {
        ByteBuffer data =
            channel.map(MapMode.READ_ONLY, dataStart + entry.begin(), entry.end() - entry.begin());
        tensors.add(new StoredTensor(entry.name(), entry.type(), entry.shape(), data));
      }
      return tensors;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Lives for one call.
  private record Entry(String name, ElementType type, long[] shape, long begin, long end) {}

  private long headerLength(FileChannel channel, long size)
      throws IOException, CheckpointException {
    if (size < Long.BYTES) {
      throw broken("the file is truncated: it has only " + size + " bytes");
    }
    long length = bytes(channel, 0, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MAX_HEADER_BYTES) {
      throw broken(
          "its first eight bytes are no header length; is it a safetensors file, and downloaded"
              + " completely (not a Git LFS pointer)?");
    }
    if (length > size - Long.BYTES) {
      throw broken(
          "the file is truncated: its header should have "
              + length
              + " bytes, the file has "
              + size);
    }
    return length;
  }

  private JsonNode header(FileChannel channel, int length) throws IOException, CheckpointException {
    byte[] text = bytes(channel, Long.BYTES, length).array();
    try {
      JsonNode header = json.readTree(text);
      if (header == null || !header.isObject()) {
        throw broken("its header is no JSON object");
      }
      return header;
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          path + ": its header is no valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  private List<Entry> entries(JsonNode header, long dataBytes) throws CheckpointException {
    List<Entry> entries = new ArrayList<>();
    for (var property : header.properties()) {
      if (!property.getKey().equals("__metadata__")) {
        entries.add(entry(property.getKey(), property.getValue(), dataBytes));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long expected = 0;
    for (Entry entry : entries) {
      if (entry.begin() != expected) {
        throw broken(
            "its header lies: tensor " + entry.name() + " overlaps others or leaves a gap");
      }
      expected = entry.end();
    }
    if (expected != dataBytes) {
      throw broken(
          "its header lies or the file is truncated: the tensors take %d bytes, there are %d"
              .formatted(expected, dataBytes));
    }
    return entries;
  }

  private Entry entry(String name, JsonNode node, long dataBytes) throws CheckpointException {
    ElementType type = elementType(name, node.path("dtype").asText());
    long[] shape = longs(name, node.path("shape"));
    long[] offsets = longs(name, node.path("data_offsets"));
    if (offsets.length != 2 || offsets[0] > offsets[1]) {
      throw broken("its header lies: tensor " + name + " has no valid data_offsets");
    }
    if (offsets[1] > dataBytes) {
      throw broken(
          "the file is truncated: tensor %s should end at byte %d of %d"
              .formatted(name, offsets[1], dataBytes));
    }
    if (offsets[1] - offsets[0] > Integer.MAX_VALUE) {
      throw broken("tensor " + name + " has more than 2 GiB");
    }
    try {
      long bytes = type.bytes();
      for (long side : shape) {
        bytes = Math.multiplyExact(bytes, side);
      }
      if (bytes != offsets[1] - offsets[0]) {
        throw broken(
            "its header lies: tensor %s of its type and shape needs %d bytes, not %d"
                .formatted(name, bytes, offsets[1] - offsets[0]));
      }
    } catch (ArithmeticException e) {
      throw new CheckpointException(
          path + ": its header lies: the shape of tensor " + name + " is too large", e);
    }
    return new Entry(name, type, shape, offsets[0], offsets[1]);
  }

  private ElementType elementType(String name, String dtype) throws CheckpointException {
    for (ElementType type : ElementType.values()) {
      if (type.name().equals(dtype)) {
        return type;
      }
    }
    throw broken("tensor %s has type %s; weights must be F32, F16 or BF16".formatted(name, dtype));
  }

  private long[] longs(String name, JsonNode array) throws CheckpointException {
    if (!array.isArray()) {
      throw broken("its header lies: tensor " + name + " has no valid shape or data_offsets");
    }
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = array.get(i);
      if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 0) {
        throw broken("its header lies: tensor " + name + " has a size or offset of " + value);
      }
      values[i] = value.longValue();
    }
    return values;
  }

  private CheckpointException broken(String what) {
    return new CheckpointException(path + ": " + what);
  }
}
