package dev.headwater.standalone.process;

import dev.headwater.standalone.CommandFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Undoes what was started, last first, when the process is told to end (Ctrl-C, SIGTERM) or ends by
 * itself. Thread-safe.
 *
 * <p>A start that is under way is broken off and waited for, so that nothing is started behind the
 * back of the end.
 */
public final class Shutdown {
  private static final Logger LOGGER = LoggerFactory.getLogger(Shutdown.class);

  /** Bounds the wait for a start that was broken off. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(5);

  private final Deque<Step> steps = new ArrayDeque<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final Thread starter;
  private volatile boolean begun;

  private record Step(String what, Runnable undo) {}

  private Shutdown(Thread starter) {
    this.starter = starter;
  }

  /** The calling thread is the one that starts things, until {@link #started}. */
  public static Shutdown install() {
    Shutdown shutdown = new Shutdown(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "shutdown"));
    return shutdown;
  }

  /**
   * To be called before the start of what {@code undo} ends: it must cope with what was not or only
   * half started.
   */
  public void later(String what, Runnable undo) {
    synchronized (steps) {
      steps.push(new Step(what, undo));
    }
  }

  /** Everything is started, or the start has failed. */
  public void started() {
    started.countDown();
  }

  public boolean begun() {
    return begun;
  }

  /** To be called between the steps of a start: fails when the end has begun. */
  public void goOn() {
    if (begun) {
      throw new CommandFailure("the start was broken off");
    }
  }

  /** Lets the process live until it is told to end. */
  public void await() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    begun = true;
    awaitStart();
    while (true) {
      Step step;
      synchronized (steps) {
        step = steps.poll();
      }
      if (step == null) {
        return;
      }
      undo(step);
    }
  }

  private void awaitStart() {
    try {
      if (!started.await(0, TimeUnit.SECONDS)) {
        starter.interrupt();
        if (!started.await(START_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          LOGGER.warn("the start could not be broken off within {}", START_PATIENCE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One step that fails must not keep the others from being undone. */
  private static void undo(Step step) {
    try {
      step.undo.run();
    } catch (RuntimeException e) {
      LOGGER.error("could not stop {}", step.what, e);
    }
  }
}
