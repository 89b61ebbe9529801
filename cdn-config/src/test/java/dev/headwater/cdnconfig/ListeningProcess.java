package dev.headwater.cdnconfig;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A program that listens on a port of this machine. */
final class ListeningProcess implements AutoCloseable {
  /** Bounds what takes a moment on a machine under load. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final int port;

  /** Started, and listening. */
  ListeningProcess(List<String> command, int port, Path log) throws IOException {
    this.port = port;
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start();
    await(() -> !process.isAlive() || accepts(), "listens");
    if (!process.isAlive()) {
      throw new AssertionError(Files.readString(log));
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  static void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + LIMIT + ": " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  @Override
  public void close() {
    process.destroy();
    await(() -> !process.isAlive(), "ends");
  }
}
