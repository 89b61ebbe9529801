package dev.headwater.standalone.endtoend;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Viewers who play titles again and again, each from one node, until closed. Thread-safe. */
final class Viewers implements AutoCloseable {
  /** Between two questions of a viewer: all viewers together leave a small machine some air. */
  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger plays = new AtomicInteger();
  private volatile Playing current = new Playing();
  private volatile boolean closed;

  /** One viewer for each node and title. */
  static Viewers of(List<URI> edges, List<PlayedTitle> titles) {
    Viewers viewers = new Viewers();
    edges.forEach(
        edge -> titles.forEach(title -> viewers.threads.execute(() -> viewers.play(edge, title))));
    return viewers;
  }

  private void play(URI edge, PlayedTitle title) {
    while (!closed) {
      Viewing viewing = Viewing.of(edge, title);
      while (viewing.goesOn() && !closed) {
        Playing counted = current;
        counted.add(viewing.step());
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      plays.incrementAndGet();
    }
  }

  /** What they get from now on. */
  Playing begin() {
    Playing begun = new Playing();
    current = begun;
    return begun;
  }

  /** How many titles were played to their ends. */
  int plays() {
    return plays.get();
  }

  @Override
  public void close() {
    closed = true;
    threads.close();
  }
}
