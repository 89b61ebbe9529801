package dev.headwater.edge.select;

/** Comparison of entity tags (RFC 9110, section 8.8.3.2). */
final class EntityTags {
  private EntityTags() {}

  /** Whether a list of tags, or {@code *}, has this strong tag by weak comparison. */
  static boolean weaklyListed(String list, String etag) {
    return listed(list, etag, true);
  }

  /** Whether it has it by strong comparison. */
  static boolean stronglyListed(String list, String etag) {
    return listed(list, etag, false);
  }

  private static boolean listed(String list, String etag, boolean weak) {
    if (list.strip().equals("*")) {
      return true;
    }
    int at = 0;
    while (at < list.length()) {
      int open = list.indexOf('"', at);
      int close = open < 0 ? -1 : list.indexOf('"', open + 1);
      if (close < 0) {
        return false;
      }
      boolean markedWeak = open >= 2 && list.startsWith("W/", open - 2);
      if ((weak || !markedWeak) && list.substring(open, close + 1).equals(etag)) {
        return true;
      }
      at = close + 1;
    }
    return false;
  }
}
