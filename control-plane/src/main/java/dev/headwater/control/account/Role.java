package dev.headwater.control.account;

import java.util.Locale;

/** What a person may do, each role what the one before may, and more. */
public enum Role {
  VIEWER,
  PUBLISHER,
  OPERATOR,
  ADMIN;

  /** As it is written in the database and in tokens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Fails with IllegalArgumentException where there is no such role. */
  public static Role of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  public boolean atLeast(Role other) {
    return compareTo(other) >= 0;
  }
}
