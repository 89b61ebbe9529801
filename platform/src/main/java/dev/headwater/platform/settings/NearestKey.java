package dev.headwater.platform.settings;

import java.util.Collection;
import java.util.Comparator;

/** Guesses which key a mistyped one was meant to be. */
final class NearestKey {
  /** More edits than this, and the guess would be a riddle. */
  private static final int MAX_EDITS = 4;

  private NearestKey() {}

  /** A clause to end a message with; empty if no key is near. */
  static String suggestion(String key, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> edits(key, candidate)))
        .filter(candidate -> edits(key, candidate) <= MAX_EDITS)
        .map(candidate -> " (did you mean '" + candidate + "'?)")
        .orElse("");
  }

  /** Levenshtein distance. */
  private static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(swap, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
