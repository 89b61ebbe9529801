package dev.headwater.control.packaging;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs the programs that one job needs, one at a time, as child processes without input. Once it is
 * stopped, what runs is killed with all its children, and nothing more starts. Thread-safe.
 */
final class Programs {
  private static final File NOTHING = new File("/dev/null");

  private final Map<String, String> environment;
  private final Duration silence;
  private final WorkFolder folder;
  private final Promise<Void> stopping = Promise.promise();
  private @Nullable Process running;
  private @Nullable PackagingException stopped;

  /**
   * @param silence how long a program may go without a sign of life
   * @param folder where they run
   */
  Programs(Map<String, String> environment, Duration silence, WorkFolder folder) {
    this.environment = Map.copyOf(environment);
    this.silence = silence;
    this.folder = folder;
  }

  /**
   * Completes with the end of the program; fails with PackagingException where it doesn't start, or
   * these programs were stopped.
   *
   * @param signOfLife takes each line of its output, on another thread, and tells whether it proves
   *     that the program gets on
   */
  Future<ProgramEnd> run(List<String> command, Predicate<String> signOfLife) {
    Promise<ProgramEnd> promise = Promise.promise();
    Thread.ofVirtual()
        .name(command.getFirst())
        .start(() -> {
          try {
            promise.complete(end(start(command), signOfLife));
          } catch (IOException | InterruptedException e) {
            promise.fail(
                PackagingException.tryAgain(
                    "cannot run " + command.getFirst() + ": " + e.getMessage()));
          } catch (RuntimeException e) {
            promise.fail(e);
          }
        });
    return promise.future();
  }

  private ProgramEnd end(Process process, Predicate<String> signOfLife)
      throws InterruptedException {
    ProgramEnd end = new ProgramRun(process, silence, signOfLife).await();
    synchronized (this) {
      running = null;
      check();
    }
    return end;
  }

  private synchronized Process start(List<String> command) throws IOException {
    check();
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.path().toFile());
    builder.environment().putAll(environment);
    builder.redirectInput(Redirect.from(NOTHING));
    Process process = builder.start();
    running = process;
    try {
      folder.processNote().write(process);
    } catch (IOException e) {
      ProcessTree.kill(process);
      throw e;
    }
    return process;
  }

  /** Fails with PackagingException once they were stopped. */
  synchronized void check() {
    PackagingException reason = stopped;
    if (reason != null) {
      throw reason;
    }
  }

  /**
   * What the step gives, or, as soon as they are stopped, the failure that says why: the step goes
   * on by itself then.
   */
  <T> Future<T> unlessStopped(Future<T> step) {
    Promise<T> first = Promise.promise();
    step.onComplete(first::tryComplete, first::tryFail);
    stopping.future().onFailure(first::tryFail);
    return first.future();
  }

  /** Kills what runs; from now on everything fails for this reason. */
  synchronized void stop(PackagingException reason) {
    if (stopped == null) {
      stopped = reason;
      stopping.tryFail(reason);
    }
    Process process = running;
    if (process != null) {
      ProcessTree.kill(process);
    }
  }
}
