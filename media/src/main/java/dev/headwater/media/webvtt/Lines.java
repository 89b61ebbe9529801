package dev.headwater.media.webvtt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The text of a file as its parser sees it (section 6.1, steps 1 to 3). */
final class Lines {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Lines() {}

  /** What isn't UTF-8 is replaced, and a byte order mark dropped. */
  static String decode(ByteBuffer bytes) {
    String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    return normalized(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
  }

  /** Lines end with a line feed, and nothing is NUL. */
  static String normalized(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').replace('\u0000', '\uFFFD');
  }
}
