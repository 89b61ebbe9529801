package dev.headwater.platform.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a node is, and so what it may do: the least that its work needs. */
public enum NodeRole {
  /** Serves viewers, in the origin role or at the edge. */
  EDGE,
  /** Packages. It tells of its work in the database, and has no use for the feed's keys. */
  WORKER;

  private Set<Right> rights() {
    return switch (this) {
      case EDGE -> Set.of(Right.READ_FEED, Right.REPORT);
      case WORKER -> Set.of();
    };
  }

  boolean may(Right right) {
    return rights().contains(right);
  }

  /** As tokens and certificates write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty for a word that is no role. */
  public static Optional<NodeRole> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
