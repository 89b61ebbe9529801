package dev.headwater.standalone.client;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/** One line of a terminal, drawn again and again. Called from one thread at a time. */
final class BarProgress implements Progress {
  private static final int CELLS = 30;

  /** More often, and the eye gains nothing. */
  private static final long DRAW_NANOS = Duration.ofMillis(100).toNanos();

  /** ECMA-48: to the first column, and erase the line. */
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream terminal;
  private final LongSupplier nanoClock;
  private long lastDrawn;
  private boolean drawn;

  BarProgress(PrintStream terminal, LongSupplier nanoClock) {
    this.terminal = terminal;
    this.nanoClock = nanoClock;
  }

  @Override
  public void uploading(Path file, long sentBytes, long allBytes) {
    double done = allBytes > 0 ? (double) sentBytes / allBytes : 1;
    String amount = Amount.of(sentBytes) + " of " + Amount.of(allBytes);
    draw(file, "uploading", done, amount, sentBytes == allBytes);
  }

  @Override
  public void packaging(Path file, double done) {
    draw(file, "packaging", done, "", done >= 1);
  }

  @Override
  public void end(Path file) {
    if (drawn) {
      terminal.print(CLEAR);
      terminal.flush();
      drawn = false;
    }
  }

  private void draw(Path file, String phase, double done, String amount, boolean now) {
    long time = nanoClock.getAsLong();
    if (drawn && !now && time - lastDrawn < DRAW_NANOS) {
      return;
    }
    lastDrawn = time;
    drawn = true;
    int full = (int) Math.round(Math.clamp(done, 0, 1) * CELLS);
    String bar = "#".repeat(full) + ".".repeat(CELLS - full);
    int percent = (int) Math.floor(Math.clamp(done, 0, 1) * 100);
    terminal.print(
        CLEAR
            + "%s  %s [%s] %3d%%  %s"
                .formatted(file.getFileName(), phase, bar, percent, amount)
                .stripTrailing());
    terminal.flush();
  }
}
