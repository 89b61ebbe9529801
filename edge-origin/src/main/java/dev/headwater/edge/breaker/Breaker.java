package dev.headwater.edge.breaker;

import dev.headwater.platform.runtime.MonotonicClock;
import java.time.Duration;

/**
 * Stops calling what fails: open once half of at least 20 calls in a window of 10 s have failed,
 * tried again with one call after a time, 30 s unless told otherwise. Thread-safe.
 */
public final class Breaker {
  private static final long WINDOW_MILLIS = Duration.ofSeconds(10).toMillis();
  private static final int LEAST_CALLS = 20;
  private static final double FAILURE_RATE = 0.5;
  private static final Duration RESET = Duration.ofSeconds(30);

  private final MonotonicClock clock;
  private final long resetMillis;
  private long windowStart;
  private int calls;
  private int failures;
  private boolean open;
  private boolean trial;
  private long openedAt;

  /** Starts closed. */
  public Breaker(MonotonicClock clock) {
    this(clock, RESET);
  }

  /** Starts closed; tried again so long after it opened. */
  public Breaker(MonotonicClock clock, Duration reset) {
    this.clock = clock;
    this.resetMillis = reset.toMillis();
    this.windowStart = clock.millis();
  }

  /** Whether a call may be made now. While open, one call each reset time may: the trial. */
  public synchronized boolean permits() {
    if (!open) {
      return true;
    }
    if (clock.millis() - openedAt < resetMillis) {
      return false;
    }
    openedAt = clock.millis();
    trial = true;
    return true;
  }

  /** While open, only the trial proves anything: earlier calls may still come back well. */
  public synchronized void succeeded() {
    if (open && !trial) {
      return;
    }
    if (open) {
      open = false;
      trial = false;
      startWindow();
    }
    count(0);
  }

  public synchronized void failed() {
    trial = false;
    count(1);
    if (!open && calls >= LEAST_CALLS && failures >= calls * FAILURE_RATE) {
      open = true;
      openedAt = clock.millis();
    }
  }

  public synchronized boolean isOpen() {
    return open;
  }

  /** How long until the next trial. */
  public synchronized Duration retryAfter() {
    long left = open ? resetMillis - (clock.millis() - openedAt) : 0;
    return Duration.ofMillis(Math.max(1000, left));
  }

  private void count(int failure) {
    if (clock.millis() - windowStart >= WINDOW_MILLIS) {
      startWindow();
    }
    calls++;
    failures += failure;
  }

  private void startWindow() {
    windowStart = clock.millis();
    calls = 0;
    failures = 0;
  }
}
