package dev.headwater.engines.testing;

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

/** A program that listens on a port of this machine. Confined to one thread. */
public final class ListeningProcess implements AutoCloseable {
  /** Bounds what takes a moment on a machine under load. */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final int port;

  /**
   * Started, and listening.
   *
   * @param log what it says goes there; what fails has it
   */
  public ListeningProcess(List<String> command, int port, Path log) throws IOException {
    this(new ProcessBuilder(command), port, log);
  }

  /** The same with an environment of its own. */
  public ListeningProcess(ProcessBuilder command, int port, Path log) throws IOException {
    this.port = port;
    process =
        command.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile())).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    try {
      await(() -> !process.isAlive() || accepts(), "listens");
    } catch (AssertionError e) {
      process.destroyForcibly();
      throw new AssertionError(Files.readString(log), e);
    }
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

  public static void await(BooleanSupplier condition, String what) {
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
