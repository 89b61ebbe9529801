package dev.headwater.media.isobmff;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes files apart at their top, and puts boxes together. */
public final class Boxes {
  private Boxes() {}

  /** A box with a compact header. */
  public static byte[] box(String type, byte[]... content) {
    byte[] joined = join(content);
    return ByteBuffer.allocate(8 + joined.length)
        .putInt(8 + joined.length)
        .put(bytes(type))
        .put(joined)
        .array();
  }

  /** A box whose header has a size of 64 bits. */
  public static byte[] large(String type, byte[] content) {
    return ByteBuffer.allocate(16 + content.length)
        .putInt(1)
        .put(bytes(type))
        .putLong(16 + content.length)
        .put(content)
        .array();
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /** The boxes at the top of a file. */
  public static List<byte[]> of(byte[] file) {
    List<byte[]> boxes = new ArrayList<>();
    for (int at = 0; at < file.length; at += boxes.getLast().length) {
      boxes.add(Arrays.copyOfRange(file, at, at + ByteBuffer.wrap(file).getInt(at)));
    }
    return boxes;
  }

  /** Those of some types, in their order, as one. */
  public static byte[] only(byte[] file, String... types) {
    return join(
        of(file).stream().filter(box -> List.of(types).contains(type(box))).toArray(byte[][]::new));
  }

  public static String type(byte[] box) {
    return new String(box, 4, 4, StandardCharsets.ISO_8859_1);
  }

  public static List<String> types(byte[] file) {
    return of(file).stream().map(Boxes::type).toList();
  }
}
