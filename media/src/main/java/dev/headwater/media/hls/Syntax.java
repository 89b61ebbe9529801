package dev.headwater.media.hls;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a value must be to stand in a playlist (draft-pantos-hls-rfc8216bis, sections 4.1 and 4.2).
 */
final class Syntax {
  private Syntax() {}

  static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** With a message that is made only where it is needed: for what is checked often. */
  static void require(boolean holds, Supplier<String> message) {
    if (!holds) {
      throw new IllegalArgumentException(message.get());
    }
  }

  static void notNegative(String name, Duration value) {
    require(!value.isNegative(), () -> name + ": " + value + " (expected: at least 0 seconds)");
  }

  static void atLeast(String name, long value, long least) {
    require(value >= least, () -> name + ": " + value + " (expected: >= " + least + ")");
  }

  /** Text of one line: no control characters (section 4.1). */
  static void line(String name, String value) {
    require(
        value.chars().noneMatch(Syntax::isControl),
        () -> name + ": " + value + " (expected: no control characters)");
  }

  /** A quoted string (section 4.2). */
  static void quotable(String name, String value) {
    line(name, value);
    require(value.indexOf('"') < 0, () -> name + ": " + value + " (expected: no quotation mark)");
  }

  /** A line of its own, so that it can't be taken for a tag, a comment or nothing. */
  static void uriLine(String value) {
    line("URI", value);
    require(
        !value.isBlank() && value.charAt(0) != '#',
        () -> "URI: " + value + " (expected: not blank, not beginning with #)");
  }

  /** One name of a list that commas separate in a quoted string. */
  static void codec(String value) {
    quotable("CODECS", value);
    require(
        !value.isBlank() && value.indexOf(',') < 0 && value.equals(value.strip()),
        "CODECS: " + value + " (expected: names without commas or spaces around)");
  }

  static boolean isControl(int character) {
    return character < 0x20 || (character >= 0x7F && character <= 0x9F);
  }
}
