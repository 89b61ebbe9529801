package dev.headwater.edge.http.status;

import java.nio.charset.StandardCharsets;

/**
 * Writes an item with parameters as a structured field (RFC 9651, section 4.1). Not thread-safe.
 */
final class StructuredItem {
  /** Integers have up to 15 digits (section 3.3.1). */
  private static final long MAX_INTEGER = 999_999_999_999_999L;

  private final StringBuilder text = new StringBuilder(96);

  private StructuredItem() {}

  /** A token where it can be one, else a string. */
  static StructuredItem ofName(String name) {
    StructuredItem item = new StructuredItem();
    item.appendName(name);
    return item;
  }

  /** True, which a parameter says by being there. */
  StructuredItem flag(String key) {
    text.append(';').append(key);
    return this;
  }

  /** Of what the standard gives as a token. */
  StructuredItem token(String key, String value) {
    flag(key).text.append('=').append(value);
    return this;
  }

  /** Limited to what a structured field can hold. */
  StructuredItem integer(String key, long value) {
    flag(key).text.append('=').append(Math.clamp(value, -MAX_INTEGER, MAX_INTEGER));
    return this;
  }

  StructuredItem string(String key, String value) {
    flag(key).text.append('=');
    appendString(value);
    return this;
  }

  /** A token where it can be one, else a string. */
  StructuredItem name(String key, String value) {
    flag(key).text.append('=');
    appendName(value);
    return this;
  }

  private void appendName(String name) {
    if (isToken(name)) {
      text.append(name);
    } else {
      appendString(name);
    }
  }

  /** Bytes that a string can't hold are percent-encoded UTF-8. */
  private void appendString(String value) {
    text.append('"');
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (b < ' ' || b == 0x7F) {
        text.append("%%%02X".formatted(b & 0xFF));
      } else {
        if (b == '"' || b == '\\') {
          text.append('\\');
        }
        text.append((char) b);
      }
    }
    text.append('"');
  }

  /** Section 4.1.7. */
  private static boolean isToken(String value) {
    return !value.isEmpty()
        && (isAlpha(value.charAt(0)) || value.charAt(0) == '*')
        && value.chars().allMatch(StructuredItem::isTokenChar);
  }

  private static boolean isTokenChar(int c) {
    return isAlpha(c) || (c >= '0' && c <= '9') || "!#$%&'*+-.^_`|~:/".indexOf(c) >= 0;
  }

  private static boolean isAlpha(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
