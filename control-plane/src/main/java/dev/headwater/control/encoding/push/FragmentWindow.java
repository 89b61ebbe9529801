package dev.headwater.control.encoding.push;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The fragments of a track that wait to be sent, and the last that were, in case another node has
 * to get them. Who puts waits for room, but not for ever: what is late in a live stream is dropped,
 * up to where decoding can start again. Thread-safe.
 */
final class FragmentWindow {
  /** Some seconds of the largest rendition. */
  private static final long MAX_WAITING_BYTES = 16L << 20;

  private static final int MAX_WAITING = 64;

  private final Duration kept;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Fragment> sent = new ArrayDeque<>();
  private final Deque<Fragment> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean untilSync;
  private boolean ended;

  /**
   * @param kept how long what was sent is kept
   * @param patience how long {@link #put} waits for room
   */
  FragmentWindow(Duration kept, Duration patience) {
    this.kept = kept;
    this.patience = patience;
  }

  /** How many fragments were dropped for this one. */
  int put(Fragment fragment) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      int dropped = makeRoom();
      untilSync &= !fragment.sync();
      if (untilSync) {
        return dropped + 1;
      }
      waiting.addLast(fragment);
      waitingBytes += fragment.bytes().length;
      changed.signalAll();
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  private int makeRoom() throws InterruptedException {
    long nanos = patience.toNanos();
    while (isFull() && nanos > 0) {
      nanos = changed.awaitNanos(nanos);
    }
    if (!isFull()) {
      return 0;
    }
    int dropped = waiting.size();
    waiting.clear();
    sent.clear(); // what comes next doesn't follow on them
    waitingBytes = 0;
    untilSync = true;
    return dropped;
  }

  private boolean isFull() {
    return waitingBytes >= MAX_WAITING_BYTES || waiting.size() >= MAX_WAITING;
  }

  /** The next one to send, which then counts as sent; empty where none comes in time. */
  Optional<Fragment> take(Duration limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = limit.toNanos();
      while (waiting.isEmpty() && !ended && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      Fragment next = waiting.pollFirst();
      if (next == null) {
        return Optional.empty();
      }
      waitingBytes -= next.bytes().length;
      sent.addLast(next);
      forget(next.arrivedNanos());
      changed.signalAll();
      return Optional.of(next);
    } finally {
      lock.unlock();
    }
  }

  private void forget(long nowNanos) {
    while (nowNanos - sent.getFirst().arrivedNanos() > kept.toNanos()) {
      sent.removeFirst();
    }
  }

  /** All that is kept has to be sent again, from where decoding can start. */
  void rewind() {
    lock.lock();
    try {
      while (!sent.isEmpty() && !sent.getFirst().sync()) {
        sent.removeFirst();
      }
      Iterator<Fragment> newestFirst = sent.descendingIterator();
      while (newestFirst.hasNext()) {
        Fragment fragment = newestFirst.next();
        waiting.addFirst(fragment);
        waitingBytes += fragment.bytes().length;
      }
      sent.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more is put. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether all was sent that ever will be. */
  boolean isDrained() {
    lock.lock();
    try {
      return ended && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
