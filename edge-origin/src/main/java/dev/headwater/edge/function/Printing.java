package dev.headwater.edge.function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a function prints, for the log: a few lines of a call. Used by one thread at a time. */
public final class Printing {
  private static final Logger LOGGER =
      LoggerFactory.getLogger("dev.headwater.edge.function.console");

  private static final int MOST_LINES = 10;
  private static final int LONGEST_LINE = 1_000;
  private static final int MOST_LINES_A_SECOND = 100;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final String function;
  private boolean muted;
  private int lines;
  private int linesOfSecond;
  private long secondNanos = System.nanoTime();

  public Printing(String function) {
    this.function = function;
  }

  /** A call begins. */
  public void begin() {
    lines = 0;
  }

  /** Nothing is printed from now on, or is again. */
  public void mute(boolean on) {
    muted = on;
  }

  /** A line, of which control characters don't get into the log. */
  public void print(String text) {
    if (muted) {
      return;
    }
    long now = System.nanoTime();
    if (now - secondNanos >= SECOND_NANOS) {
      secondNanos = now;
      linesOfSecond = 0;
    }
    if (++lines <= MOST_LINES && ++linesOfSecond <= MOST_LINES_A_SECOND) {
      LOGGER.info("{}: {}", function, LogText.of(text, LONGEST_LINE));
    }
  }
}
