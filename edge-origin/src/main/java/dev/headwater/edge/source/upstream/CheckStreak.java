package dev.headwater.edge.source.upstream;

/**
 * Whether a host is up by its checks: it changes only after several in a row say so. Not
 * thread-safe.
 */
final class CheckStreak {
  private final int toGoDown;
  private final int toComeUp;
  private boolean up = true;
  private int contrary;

  /** Starts up. */
  CheckStreak(int toGoDown, int toComeUp) {
    this.toGoDown = toGoDown;
    this.toComeUp = toComeUp;
  }

  /** Whether this check changed the state. */
  boolean checked(boolean good) {
    contrary = good == up ? 0 : contrary + 1;
    if (contrary < (up ? toGoDown : toComeUp)) {
      return false;
    }
    up = good;
    contrary = 0;
    return true;
  }

  boolean isUp() {
    return up;
  }
}
