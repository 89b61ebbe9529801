package dev.headwater.edge.function.javascript;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** The encodings that {@code Buffer} and digests have. Bytes are strings of characters to 255. */
final class TextCodings {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private TextCodings() {}

  /** {@code (text, encoding)}: the bytes that the text stands for, as far as it does. */
  static ProxyExecutable decoding() {
    return arguments -> {
      byte[] bytes = decode(arguments[0].asString(), arguments[1].asString());
      return new String(bytes, StandardCharsets.ISO_8859_1);
    };
  }

  /** {@code (bytes, encoding)}: the text that stands for the bytes. */
  static ProxyExecutable encoding() {
    return arguments -> {
      byte[] bytes = arguments[0].asString().getBytes(StandardCharsets.ISO_8859_1);
      return encode(bytes, arguments[1].asString());
    };
  }

  private static byte[] decode(String text, String encoding) {
    return switch (encoding) {
      case "hex" -> hex(text);
      case "base64", "base64url" -> base64(text);
      case "latin1", "binary" -> text.getBytes(StandardCharsets.ISO_8859_1);
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  /** As far as it goes, as Node.js has it. */
  private static byte[] hex(String text) {
    int length = 0;
    while (length + 1 < text.length()
        && HexFormat.isHexDigit(text.charAt(length))
        && HexFormat.isHexDigit(text.charAt(length + 1))) {
      length += 2;
    }
    return HexFormat.of().parseHex(text.substring(0, length));
  }

  /** Of either alphabet, up to the first padding, without what is in neither. */
  private static byte[] base64(String text) {
    int end = text.indexOf('=');
    String digits =
        (end < 0 ? text : text.substring(0, end))
            .replace('+', '-')
            .replace('/', '_')
            .replaceAll("[^A-Za-z0-9_-]", "");
    int whole = digits.length() % 4 == 1 ? digits.length() - 1 : digits.length();
    return Base64.getUrlDecoder().decode(digits.substring(0, whole));
  }

  private static String encode(byte[] bytes, String encoding) {
    return switch (encoding) {
      case "hex" -> HexFormat.of().formatHex(bytes);
      case "base64" -> Base64.getEncoder().encodeToString(bytes);
      case "base64url" -> BASE64URL.encodeToString(bytes);
      case "latin1", "binary" -> new String(bytes, StandardCharsets.ISO_8859_1);
      default -> new String(bytes, StandardCharsets.UTF_8);
    };
  }
}
