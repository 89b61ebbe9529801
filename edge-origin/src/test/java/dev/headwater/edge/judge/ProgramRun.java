package dev.headwater.edge.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that ran to its end, and what it wrote to its standard output. Immutable. */
record ProgramRun(int status, String output) {
  /**
   * Runs a program in a folder, its standard output in the file {@code log} there, for as long as
   * {@code limit}: then it and what it started are ended, and this fails.
   */
  static ProgramRun of(Path folder, String log, Duration limit, List<String> command) {
    Path output = folder.resolve(log);
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile())
              .redirectError(Redirect.INHERIT)
              .start();
      await(process, limit, command);
      return new ProgramRun(process.exitValue(), Files.readString(output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Process process, Duration limit, List<String> command) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(command + " took longer than " + limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** The output of a program that succeeded. */
  String orFail() {
    if (status != 0) {
      throw new IllegalStateException("status: " + status + " (expected: 0)\n" + output);
    }
    return output;
  }
}
