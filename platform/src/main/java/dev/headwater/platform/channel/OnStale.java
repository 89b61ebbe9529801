package dev.headwater.platform.channel;

import java.util.Locale;

/** What viewers get while no media comes. */
public enum OnStale {
  /** The last playlist, as long as it takes. */
  HOLD,
  /** A picture that says so. */
  SLATE,
  /** 503, for set-ups with a second origin. */
  ERROR;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Fails with IllegalArgumentException where there is no such one. */
  public static OnStale of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
