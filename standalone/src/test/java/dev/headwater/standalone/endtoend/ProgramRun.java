package dev.headwater.standalone.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program that was run to its end, and what it has left behind. Immutable. */
record ProgramRun(int status, String output, String errors) {

  /** Fails when it has not ended after {@code limit}; it is killed then. */
  static ProgramRun of(ProcessBuilder builder, Duration limit) {
    try {
      Path output = Files.createTempFile("headwater-run-", ".out");
      Path errors = Files.createTempFile("headwater-run-", ".err");
      try {
        Process process =
            builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
        int status = status(process, builder, limit);
        return new ProgramRun(status, Files.readString(output), Files.readString(errors));
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int status(Process process, ProcessBuilder builder, Duration limit) {
    try {
      if (process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      throw new AssertionError("did not end within " + limit + ": " + builder.command());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
