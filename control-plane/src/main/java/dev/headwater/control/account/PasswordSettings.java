package dev.headwater.control.account;

import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.Setting;

/** What it costs to hash a password, for us and for whoever steals the hashes. Immutable. */
public record PasswordSettings(
    @Setting(
            value = "19MiB",
            doc =
                "Memory that hashing a password takes (Argon2id). Less than 19MiB, or fewer passes than 2, is for tests.")
        DataSize memory,
    @Setting(
            value = "2",
            doc =
                "How often it goes over that memory. Passwords keep the cost that they were set with.")
        int passes) {
  private static final DataSize LEAST = DataSize.parse("64KiB");
  private static final DataSize MOST = DataSize.parse("1GiB");
  private static final int MOST_PASSES = 100;

  /** OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
  private static final DataSize ADVISED = DataSize.parse("19MiB");

  private static final int ADVISED_PASSES = 2;

  public PasswordSettings {
    if (memory.compareTo(LEAST) < 0 || memory.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "memory: %s (expected: >= %s, <= %s)".formatted(memory, LEAST, MOST));
    }
    if (passes < 1 || passes > MOST_PASSES) {
      throw new IllegalArgumentException(
          "passes: %d (expected: 1 to %d)".formatted(passes, MOST_PASSES));
    }
  }

  /** Whether stolen hashes would be guessed sooner than is thought acceptable. */
  public boolean weak() {
    return memory.compareTo(ADVISED) < 0 || passes < ADVISED_PASSES;
  }
}
