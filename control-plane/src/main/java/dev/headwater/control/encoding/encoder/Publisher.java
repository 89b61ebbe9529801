package dev.headwater.control.encoding.encoder;

import dev.headwater.control.encoding.flv.FlvTag;
import dev.headwater.control.encoding.flv.StreamHeads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One encoder that publishes to a channel, and the tags of its that wait. While its media isn't
 * wanted, only its heads are kept. Thread-safe.
 */
public final class Publisher {
  /** A second of the fastest encoder's; what has been read already may come on top. */
  private static final long FULL_BYTES = 4L << 20;

  private final Intake intake;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<FlvTag> tags = new ArrayDeque<>();
  private StreamHeads heads = StreamHeads.NONE;
  private long bytes;
  private boolean wanted;
  private boolean paused;
  private boolean ended;

  Publisher(Intake intake) {
    this.intake = intake;
  }

  /** Takes a tag. Doesn't block. */
  public void offer(FlvTag tag) {
    lock.lock();
    try {
      heads = heads.with(tag);
      if (wanted && !ended) {
        tags.addLast(tag);
        bytes += tag.memoryBytes();
        changed.signalAll();
        pauseIfFull();
      }
    } finally {
      lock.unlock();
    }
  }

  private void pauseIfFull() {
    if (bytes >= FULL_BYTES && !paused) {
      paused = true;
      intake.pause();
    }
  }

  private void resumeIfNotFull() {
    if (bytes <= FULL_BYTES / 2 && paused) {
      paused = false;
      intake.resume();
    }
  }

  /** The encoder has left, and what of its media waits is still wanted. */
  public void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it has left. */
  boolean hasEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** Has it leave. */
  void cut(String reason) {
    end();
    intake.cut(reason);
  }

  /** The heads of the media that comes from now on, all of which is wanted. */
  StreamHeads want() {
    lock.lock();
    try {
      wanted = true;
      return heads;
    } finally {
      lock.unlock();
    }
  }

  /** The next tag; empty where none comes in time, or ever. */
  Optional<FlvTag> take(Duration limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = limit.toNanos();
      while (tags.isEmpty() && !ended && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      FlvTag tag = tags.pollFirst();
      if (tag != null) {
        bytes -= tag.memoryBytes();
        resumeIfNotFull();
      }
      return Optional.ofNullable(tag);
    } finally {
      lock.unlock();
    }
  }

  /** Drops what comes for so long, or until the encoder leaves. */
  void rest(Duration length) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      wanted = false;
      tags.clear();
      bytes = 0;
      resumeIfNotFull();
      long nanos = length.toNanos();
      while (!ended && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }
}
