package dev.headwater.edge.function.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the calls of all event loops, on a thread of its own. Thread-safe. */
public final class Watchdog implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Watchdog.class);

  /** So often within the shortest limit, so that a call takes a quarter more at most. */
  private static final int LOOKS = 4;

  private static final long SHORTEST_NANOS = Duration.ofMillis(1).toNanos();

  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("functions-watchdog").daemon().factory());

  /** Looks often enough for calls with such a limit. */
  public Watchdog(Duration shortestLimit) {
    Usage.Meter meter = Usage.Meter.ofRuntime();
    long pause = Math.max(SHORTEST_NANOS, shortestLimit.toNanos() / LOOKS);
    var _ = thread.scheduleAtFixedRate(() -> look(meter), pause, pause, TimeUnit.NANOSECONDS);
  }

  private void look(Usage.Meter meter) {
    try {
      watches.forEach(watch -> watch.look(System.nanoTime(), meter));
    } catch (RuntimeException e) {
      LOGGER.error("a call of a function could not be cut off", e); // and the next look comes
    }
  }

  /** For one event loop more. */
  public Watch watch() {
    Watch watch = new Watch();
    watches.add(watch);
    return watch;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
