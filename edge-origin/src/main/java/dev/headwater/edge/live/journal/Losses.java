package dev.headwater.edge.live.journal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what could not be written or read, and tells of it once a second. Thread-safe. */
final class Losses {
  private static final Logger LOGGER = LoggerFactory.getLogger(Journals.class);

  private final AtomicLong count = new AtomicLong();
  private final AtomicLong told = new AtomicLong(System.nanoTime() - TimeUnit.SECONDS.toNanos(1));

  void unwritten(String key, Throwable cause) {
    tell("{} is not written, and will be with the next segment: {}", key, cause);
  }

  void unread(String key, Throwable cause) {
    tell("{} can't be read: {}", key, cause);
  }

  private void tell(String message, String key, Throwable cause) {
    count.incrementAndGet();
    long now = System.nanoTime();
    long last = told.get();
    if (now - last >= TimeUnit.SECONDS.toNanos(1) && told.compareAndSet(last, now)) {
      LOGGER.warn(message, key, cause.toString());
    }
  }

  long count() {
    return count.get();
  }
}
