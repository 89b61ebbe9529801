package dev.headwater.platform.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A value that must not be printed, and that may be replaced while the program runs: who needs it
 * asks for it at each use, or follows it. Two are equal while their values are. Thread-safe.
 */
public final class Secret {
  private final List<Runnable> followers = new CopyOnWriteArrayList<>();
  private volatile String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The newest one, for the one place that needs it. */
  public String value() {
    return value;
  }

  /**
   * Runs {@code follower} after each replacement, on whichever thread has found it; it must not
   * block, and asks {@link #value} for what is new.
   */
  public void follow(Runnable follower) {
    followers.add(follower);
  }

  /** For who watches the place where it is kept; fails, when all were told, where one failed. */
  public void replace(String newer) {
    value = newer;
    List<RuntimeException> failures = new ArrayList<>();
    for (Runnable follower : followers) {
      try {
        follower.run();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && value.equals(secret.value);
  }

  /** The same for all: the value changes, and its hash would tell of it. */
  @Override
  public int hashCode() {
    return Objects.hashCode(Secret.class.getName());
  }

  @Override
  public String toString() {
    return "***";
  }
}
