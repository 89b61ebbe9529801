package dev.headwater.standalone.up;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Says what is being started and how long it took. Thread-safe: each line is written whole. */
final class StartLog {
  private final PrintStream out;
  private final long begun = System.nanoTime();

  StartLog(PrintStream out) {
    this.out = out;
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Runs a step and says when it is done. */
  <T> T step(String what, Callable<T> step) throws Exception {
    long stepBegun = System.nanoTime();
    T result = step.call();
    line("  %-15s ready after %s".formatted(what, seconds(stepBegun)));
    return result;
  }

  /** Since this log was opened. */
  String elapsed() {
    return seconds(begun);
  }

  private static String seconds(long since) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - since) / 1e9);
  }
}
