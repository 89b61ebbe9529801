package dev.headwater.edge.request;

import dev.headwater.edge.failure.Failure;
import java.nio.charset.StandardCharsets;

/** What became of a request target (RFC 9110, section 7.1; RFC 3986, section 6). */
public sealed interface Normalization {
  /** It can be looked up. */
  record Accepted(RequestTarget target) implements Normalization {}

  /** It can't mean anything here. */
  record Rejected(Failure failure) implements Normalization {}

  /**
   * Decodes a target. No name of ours needs an escape, a dot segment, an empty segment or a
   * character outside ASCII, so that a path which still has one after decoding is refused rather
   * than repaired: two readings of one path are how caches get poisoned.
   *
   * @param uri as it was sent: origin-form, or absolute-form as a proxy sends it
   */
  static Normalization of(String uri) {
    if (uri.length() > MAX_URI_LENGTH) {
      return rejected("the target is longer than " + MAX_URI_LENGTH + " characters");
    }
    String rawPath = pathOf(uri);
    if (!rawPath.startsWith("/")) {
      return rejected("the target is not a path");
    }
    String path;
    try {
      path = decode(rawPath);
    } catch (IllegalArgumentException e) {
      return rejected(String.valueOf(e.getMessage()));
    }
    if (!path.startsWith(TOKEN_PREFIX)) {
      return new Accepted(new RequestTarget(path, null));
    }
    int end = path.indexOf('/', TOKEN_PREFIX.length());
    if (end <= TOKEN_PREFIX.length()) {
      return rejected("no path follows the token");
    }
    return new Accepted(
        new RequestTarget(path.substring(end), path.substring(TOKEN_PREFIX.length(), end)));
  }

  /** Our longest: a token of some 400 characters before a path of some 100. */
  int MAX_URI_LENGTH = 4096;

  /** {@code /t/{token}/...}: the token stands in the path so that relative URLs inherit it. */
  String TOKEN_PREFIX = "/t/";

  private static Normalization rejected(String detail) {
    return new Rejected(new Failure.Malformed(detail));
  }

  /** The path of origin-form or absolute-form, without query and fragment. */
  private static String pathOf(String uri) {
    String target = OriginForm.of(uri);
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static String decode(String rawPath) {
    byte[] decoded = new byte[rawPath.length()];
    int length = 0;
    for (int i = 0; i < rawPath.length(); i++) {
      char c = rawPath.charAt(i);
      if (c == '%') {
        c = (char) escape(rawPath, i);
        if (!isUnreserved(c)) {
          throw new IllegalArgumentException(
              "the path escapes a character that means something else unescaped, at offset " + i);
        }
        i += 2;
      }
      if (c <= ' ' || c >= 0x7f || c == '\\') {
        throw new IllegalArgumentException(
            "the path has a character that no name here has, at offset " + i);
      }
      decoded[length++] = (byte) c;
    }
    String path = new String(decoded, 0, length, StandardCharsets.US_ASCII);
    if (path.contains("//")
        || path.contains("/./")
        || path.contains("/../")
        || path.endsWith("/.")
        || path.endsWith("/..")) {
      throw new IllegalArgumentException("the path has an empty or a dot segment");
    }
    return path;
  }

  /** RFC 3986, section 2.3: escaped or not, these are the same. */
  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  private static int escape(String text, int at) {
    int high = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw new IllegalArgumentException("the path has a broken escape at offset " + at);
    }
    return high * 16 + low;
  }
}
