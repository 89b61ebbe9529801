package dev.headwater.edge.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A proxy that some other program is, so that others can be judged as ours is. The program gets two
 * arguments, the upstream's port and its own, stays in the foreground, and ends when it is told to
 * terminate. Confined to one thread.
 */
public final class ProgramUnderTest implements ProxyUnderTest {
  /** Bounds the start and the end of the program. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final long LOOK_MILLIS = 20;

  private final Process process;
  private final int port;

  private ProgramUnderTest(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Fails when nobody listens on the program's port in time. */
  public static ProgramUnderTest start(Path program, int originPort) {
    int port = LoopbackPort.free();
    ProgramUnderTest started =
        new ProgramUnderTest(
            launch(program.toString(), String.valueOf(originPort), String.valueOf(port)), port);
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!LoopbackPort.accepts(port)) {
      if (started.endedWithin(LOOK_MILLIS) || System.nanoTime() - end > 0) {
        started.close();
        throw new IllegalStateException(program + " does not listen on its port " + port);
      }
    }
    return started;
  }

  private static Process launch(String... command) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    if (!endedWithin(LIMIT.toMillis())) {
      process.destroyForcibly();
    }
  }

  private boolean endedWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
