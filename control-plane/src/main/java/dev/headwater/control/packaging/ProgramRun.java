package dev.headwater.control.packaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One child process from start to end, with its output read and its signs of life watched. Blocks
 * the virtual thread that runs it.
 */
public final class ProgramRun {
  /** How often a process is looked at. */
  private static final Duration WATCH = Duration.ofMillis(500);

  private final Process process;
  private final Duration silence;
  private final Predicate<String> signOfLife;
  private final OutputTail errors = new OutputTail();
  private volatile long lastSignNanos = System.nanoTime();

  /**
   * @param silence how long it may go without a sign of life
   * @param signOfLife takes each line of its output and tells whether that is one
   */
  public ProgramRun(Process process, Duration silence, Predicate<String> signOfLife) {
    this.process = process;
    this.silence = silence;
    this.signOfLife = signOfLife;
  }

  /** Waits for the end; an interrupt kills the process. */
  public ProgramEnd await() throws InterruptedException {
    Thread output =
        Thread.ofVirtual().start(() -> read(process.inputReader(StandardCharsets.UTF_8)));
    Thread tail =
        Thread.ofVirtual().start(() -> drain(process.errorReader(StandardCharsets.UTF_8)));
    boolean silent = watch();
    output.join();
    tail.join();
    return new ProgramEnd(process.exitValue(), silent, errors.text());
  }

  /** Whether it had to be killed. */
  private boolean watch() throws InterruptedException {
    boolean silent = false;
    try {
      while (!process.waitFor(WATCH.toMillis(), TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - lastSignNanos > silence.toNanos()) {
          silent = true;
          ProcessTree.kill(process);
        }
      }
      return silent;
    } catch (InterruptedException e) {
      ProcessTree.kill(process); // only one that runs: it would close what is still to be read
      throw e;
    }
  }

  private void read(BufferedReader reader) {
    try (reader) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (signOfLife.test(line)) {
          lastSignNanos = System.nanoTime();
        }
      }
    } catch (IOException e) {
      ProcessTree.kill(process); // its output is closed to us, so nobody can tell how it goes on
    }
  }

  private void drain(BufferedReader reader) {
    try (reader) {
      errors.drain(reader);
    } catch (IOException e) {
      ProcessTree.kill(process);
    }
  }
}
