package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A four-character code: the type of a box, of a handler, of a sample entry. Immutable.
 *
 * @param code the four bytes, the first in the highest place
 */
record FourCc(int code) {
  static FourCc of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length != 4) {
      throw new IllegalArgumentException("code: " + text + " (expected: 4 characters)");
    }
    return new FourCc(ByteBuffer.wrap(bytes).getInt());
  }

  /** The four characters, those that can't be printed as a full stop. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      int character = code >>> shift & 255;
      text.append(isPrintable(character) ? (char) character : '.');
    }
    return text.toString();
  }

  /** Whether all four can be printed, as those of every box at the top of a file. */
  boolean isPrintable() {
    return isPrintable(code >>> 24)
        && isPrintable(code >>> 16 & 255)
        && isPrintable(code >>> 8 & 255)
        && isPrintable(code & 255);
  }

  private static boolean isPrintable(int character) {
    return character >= 0x20 && character <= 0x7E;
  }
}
