package dev.headwater.edge.live.journal;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** A JSON object after a line with its CRC-32, so that damage is seen. */
final class CheckedJson {
  private static final int LINE = 9; // eight digits and the line's end

  private CheckedJson() {}

  static Buffer write(JsonObject json) {
    byte[] text = json.encode().getBytes(StandardCharsets.UTF_8);
    return Buffer.buffer(LINE + text.length).appendString(line(text)).appendBytes(text);
  }

  static JsonObject read(Buffer bytes) {
    if (bytes.length() <= LINE) {
      throw new DamagedJournalException(
          bytes.length() + " bytes (expected: more than " + LINE + ")");
    }
    byte[] text = bytes.getBytes(LINE, bytes.length());
    if (!line(text).equals(bytes.getString(0, LINE, StandardCharsets.ISO_8859_1.name()))) {
      throw new DamagedJournalException("its checksum is another");
    }
    try {
      return new JsonObject(new String(text, StandardCharsets.UTF_8));
    } catch (DecodeException e) {
      throw new DamagedJournalException(String.valueOf(e.getMessage()));
    }
  }

  private static String line(byte[] text) {
    CRC32 sum = new CRC32();
    sum.update(text);
    return HexFormat.of().toHexDigits((int) sum.getValue()) + "\n";
  }
}
