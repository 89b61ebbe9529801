package dev.headwater.endurance.verdict;

/** Something that a run is to show. Immutable. */
public record Claim(String fact, String expected, String found, boolean holds) {
  public static Claim none(String fact, long found) {
    return new Claim(fact, "0", Long.toString(found), found == 0);
  }

  public static Claim atLeast(String fact, long expected, long found) {
    return new Claim(fact, ">= " + expected, Long.toString(found), found >= expected);
  }

  public static Claim exactly(String fact, long expected, long found) {
    return new Claim(fact, Long.toString(expected), Long.toString(found), found == expected);
  }

  /** A share or a factor. */
  public static Claim atMost(String fact, double expected, double found) {
    return new Claim(
        fact, "<= %.2f".formatted(expected), "%.2f".formatted(found), found <= expected);
  }
}
