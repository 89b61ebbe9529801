package dev.headwater.standalone.client;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Whole lines, few of them, for a log. Called from one thread at a time. */
final class LineProgress implements Progress {
  /** A long upload should show life in a log without filling it. */
  private static final long LINE_NANOS = Duration.ofSeconds(5).toNanos();

  private final PrintStream log;
  private final LongSupplier nanoClock;
  private String phase = "";
  private long lastLine;

  LineProgress(PrintStream log, LongSupplier nanoClock) {
    this.log = log;
    this.nanoClock = nanoClock;
  }

  @Override
  public void uploading(Path file, long sentBytes, long allBytes) {
    double done = allBytes > 0 ? (double) sentBytes / allBytes : 1;
    line(file, "uploading " + Amount.of(allBytes), done);
  }

  @Override
  public void packaging(Path file, double done) {
    line(file, "packaging", done);
  }

  @Override
  public void end(Path file) {
    phase = "";
  }

  private void line(Path file, String current, double done) {
    long time = nanoClock.getAsLong();
    boolean begins = !current.equals(phase);
    if (begins || time - lastLine >= LINE_NANOS) {
      phase = current;
      lastLine = time;
      String percent = begins ? "" : " %d%%".formatted((int) Math.floor(done * 100));
      log.println(file.getFileName() + ": " + current + percent);
    }
  }
}
