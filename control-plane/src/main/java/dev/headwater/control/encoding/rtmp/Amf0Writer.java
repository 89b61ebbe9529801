package dev.headwater.control.encoding.rtmp;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes AMF0. Confined to one thread. */
final class Amf0Writer {
  private static final int LONGEST_STRING = 0xFFFF;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private Amf0Writer() {}

  static byte[] write(AmfValue... values) {
    Amf0Writer writer = new Amf0Writer();
    try {
      for (AmfValue value : values) {
        writer.value(value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory takes everything
    }
    return writer.bytes.toByteArray();
  }

  private void value(AmfValue value) throws IOException {
    switch (value) {
      case AmfValue.Numeric number -> {
        out.writeByte(0);
        out.writeDouble(number.value());
      }
      case AmfValue.Truth truth -> {
        out.writeByte(1);
        out.writeBoolean(truth.value());
      }
      case AmfValue.Text text -> text(text.value());
      case AmfValue.Fields fields -> fields(fields.values());
      case AmfValue.Array array -> {
        out.writeByte(10);
        out.writeInt(array.values().size());
        for (AmfValue item : array.values()) {
          value(item);
        }
      }
      case AmfValue.Nothing _ -> out.writeByte(5);
    }
  }

  private void text(String text) throws IOException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    if (encoded.length > LONGEST_STRING) {
      out.writeByte(12);
      out.writeInt(encoded.length);
    } else {
      out.writeByte(2);
      out.writeShort(encoded.length);
    }
    out.write(encoded);
  }

  private void fields(Map<String, AmfValue> fields) throws IOException {
    out.writeByte(3);
    for (Map.Entry<String, AmfValue> field : fields.entrySet()) {
      byte[] name = field.getKey().getBytes(StandardCharsets.UTF_8);
      out.writeShort(name.length);
      out.write(name);
      value(field.getValue());
    }
    out.writeShort(0);
    out.writeByte(9);
  }
}
