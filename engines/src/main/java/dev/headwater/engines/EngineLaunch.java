package dev.headwater.engines;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One attempt to run an engine: its process, and the part of the log file that this attempt has
 * written. Thread-safe.
 *
 * <p>The engine gets a session of its own where {@code setsid} is there, so that Ctrl-C in a
 * terminal reaches this program only, which then stops its engines in order. It gets none of this
 * program's environment, which may hold secrets.
 */
record EngineLaunch(Process process, Path log, long logStart) {
  /** Bounds what is kept of earlier runs: a larger log starts anew. */
  private static final long LOG_LIMIT_BYTES = 4L << 20;

  /** Bounds what an error message quotes of the log. */
  private static final int TAIL_BYTES = 2000;

  private static final long LOOK_MILLIS = 10;

  static EngineLaunch start(List<String> command, Path directory, Path log) {
    try {
      if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
        Files.delete(log);
      }
      long logStart = Files.exists(log) ? Files.size(log) : 0;
      return new EngineLaunch(builder(command, directory, log).start(), log, logStart);
    } catch (IOException e) {
      throw new EngineException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }

  private static ProcessBuilder builder(List<String> command, Path directory, Path log) {
    List<String> whole = new ArrayList<>();
    ProgramPath.find("setsid").ifPresent(setsid -> whole.add(setsid.toString()));
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole).directory(directory.toFile());
    builder.environment().keySet().retainAll(List.of("PATH", "TMPDIR"));
    builder.environment().put("LC_ALL", "C");
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(Path.of("/dev/null").toFile());
    return builder;
  }

  /**
   * Waits until {@code ready}; false when the process ended before. Fails, leaving it running,
   * after {@code limit}.
   */
  boolean await(BooleanSupplier ready, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!exitedWithin(LOOK_MILLIS)) {
      if (ready.getAsBoolean()) {
        return true;
      }
      if (System.nanoTime() - end > 0) {
        throw new EngineException("not ready after " + limit.toSeconds() + " s:\n" + logTail());
      }
    }
    return false;
  }

  /** The exit status, once the process has ended within {@code limit}. */
  Optional<Integer> exitStatus(Duration limit) {
    return exitedWithin(limit.toMillis()) ? Optional.of(process.exitValue()) : Optional.empty();
  }

  private boolean exitedWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while starting", e);
    }
  }

  /** The last lines that this attempt wrote. */
  String logTail() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(logStart, file.length() - TAIL_BYTES));
      byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(tail);
      return new String(tail, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
