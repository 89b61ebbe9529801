package dev.headwater.control.encoding.rtmp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads AMF0, of bounded depth and number of values. Confined to one thread. */
final class Amf0Reader {
  /** Commands and metadata nest two or three deep. */
  private static final int MAX_DEPTH = 8;

  /** Metadata has some dozens. */
  private static final int MAX_VALUES = 1_000;

  private static final int OBJECT_END = 9;

  private final ByteBuffer bytes;
  private int values;

  private Amf0Reader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** All values from where {@code bytes} stand to their end. */
  static List<AmfValue> readAll(ByteBuffer bytes) throws RtmpException {
    Amf0Reader reader = new Amf0Reader(bytes);
    List<AmfValue> all = new ArrayList<>();
    try {
      while (bytes.hasRemaining()) {
        all.add(reader.value(0));
      }
    } catch (BufferUnderflowException e) {
      throw RtmpException.of("AMF0", "cut off", "a whole value");
    }
    return all;
  }

  private AmfValue value(int depth) throws RtmpException {
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      throw RtmpException.of(
          "AMF0", "deeper or more", "depth " + MAX_DEPTH + ", " + MAX_VALUES + " values");
    }
    int marker = bytes.get() & 0xFF;
    return switch (marker) {
      case 0 -> new AmfValue.Numeric(bytes.getDouble());
      case 1 -> new AmfValue.Truth(bytes.get() != 0);
      case 2 -> new AmfValue.Text(text(bytes.getShort() & 0xFFFF));
      case 3 -> fields(depth);
      case 5, 6, 13 -> AmfValue.NOTHING;
      case 7 -> reference();
      case 8 -> ecmaArray(depth);
      case 10 -> array(depth);
      case 11 -> date();
      case 12, 15 -> new AmfValue.Text(text(bytes.getInt()));
      case 16 -> typedObject(depth);
      default -> throw RtmpException.of("AMF0 marker", marker, "one of AMF0");
    };
  }

  private String text(int length) throws RtmpException {
    if (length < 0 || length > bytes.remaining()) {
      throw RtmpException.of("AMF0 string length", length, "at most " + bytes.remaining());
    }
    String text = StandardCharsets.UTF_8.decode(bytes.slice(bytes.position(), length)).toString();
    bytes.position(bytes.position() + length);
    return text;
  }

  private AmfValue.Fields fields(int depth) throws RtmpException {
    Map<String, AmfValue> fields = new LinkedHashMap<>();
    while (true) {
      String name = text(bytes.getShort() & 0xFFFF);
      if (name.isEmpty() && bytes.hasRemaining() && bytes.get(bytes.position()) == OBJECT_END) {
        bytes.get();
        return new AmfValue.Fields(fields);
      }
      fields.put(name, value(depth + 1));
    }
  }

  /** To a value that was there before, which no encoder uses. */
  private AmfValue reference() {
    bytes.getShort();
    return AmfValue.NOTHING;
  }

  /** Its count is a hint only. */
  private AmfValue ecmaArray(int depth) throws RtmpException {
    bytes.getInt();
    return fields(depth);
  }

  private AmfValue array(int depth) throws RtmpException {
    int count = bytes.getInt();
    if (count < 0 || count > MAX_VALUES) {
      throw RtmpException.of("AMF0 array length", count, "at most " + MAX_VALUES);
    }
    List<AmfValue> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(value(depth + 1));
    }
    return new AmfValue.Array(items);
  }

  /** Milliseconds, and a time zone that is to be ignored. */
  private AmfValue date() {
    double millis = bytes.getDouble();
    bytes.getShort();
    return new AmfValue.Numeric(millis);
  }

  private AmfValue typedObject(int depth) throws RtmpException {
    text(bytes.getShort() & 0xFFFF);
    return fields(depth);
  }
}
