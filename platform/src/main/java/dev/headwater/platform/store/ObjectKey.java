package dev.headwater.platform.store;

/** The rules that every store's keys keep, so that a key is also a safe relative path. */
public final class ObjectKey {
  /** S3's limit on a key, in bytes; ours are ASCII. */
  private static final int MAX_LENGTH = 1024;

  /** What file systems allow in one name. */
  private static final int MAX_SEGMENT_LENGTH = 255;

  private ObjectKey() {}

  /** Fails with IllegalArgumentException where the key breaks a rule. */
  public static String check(String key) {
    if (!isValid(key)) {
      throw new IllegalArgumentException(
          "key: '"
              + key
              + "' (expected: segments of letters, digits, '.', '-', '_', joined by single slashes)");
    }
    return key;
  }

  public static boolean isValid(String key) {
    if (key.isEmpty() || key.length() > MAX_LENGTH) {
      return false;
    }
    for (String segment : key.split("/", -1)) {
      if (segment.isEmpty()
          || segment.length() > MAX_SEGMENT_LENGTH
          || segment.charAt(0) == '.'
          || !isPlain(segment)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(String segment) {
    return segment
        .chars()
        .allMatch(c ->
            (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_');
  }
}
