package dev.headwater.edge.function.watch;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches the calls of one event loop, one at a time. The event loop performs them; the watchdog's
 * thread looks, and cuts off the one that it finds at its limits. Both agree by one number on which
 * call is meant: no call is cut off for another one, and none after its end.
 */
public final class Watch {
  /** How often a function is called before any viewer's call. */
  public static final int WARM_UPS = 20;

  private static final long IDLE = 0;
  private static final long BEING_CUT = -1;
  private static final long CUT = -2;

  /** A call that isn't given the processor for so many times its limit is cut off all the same. */
  private static final int WALL = 10;

  /** The number of the call that runs, or one of the above. */
  private final AtomicLong running = new AtomicLong(IDLE);

  private long calls; // the event loop's alone
  private volatile @Nullable Call call; // written before its number

  private long seen; // the watchdog's alone, as all below
  private long seenAtNanos;
  private Usage before = Usage.NONE;

  /**
   * What a call may take.
   *
   * @param processorNanos of its thread
   * @param allocatedBytes on the heap; looked at each time that the watchdog looks
   */
  public record Limits(long processorNanos, long allocatedBytes) {
    /** Of calls before any viewer's: what never ends there has an end, too. */
    public static final Limits OF_WARM_UP = new Limits(1_000_000_000, Long.MAX_VALUE);
  }

  private record Call(Thread thread, Limits limits, Runnable cut) {}

  /** Whether what was performed was cut off, and what it gave back if not. */
  public sealed interface Watched<T> {
    record Done<T>(T result) implements Watched<T> {}

    record CutOff<T>() implements Watched<T> {}
  }

  /**
   * Performs a call on this thread.
   *
   * @param cut ends the call, from another thread and soon; it must not wait for that
   */
  public <T> Watched<T> during(Limits limits, Runnable cut, Supplier<T> work) {
    call = new Call(Thread.currentThread(), limits, cut);
    long number = ++calls;
    running.set(number);
    boolean wasCut = false;
    T result;
    try {
      result = work.get();
    } finally {
      wasCut = end(number);
    }
    return wasCut ? new Watched.CutOff<>() : new Watched.Done<>(result);
  }

  private boolean end(long number) {
    if (running.compareAndSet(number, IDLE)) {
      return false;
    }
    while (running.get() != CUT) {
      Thread.onSpinWait(); // for the few instructions that are left of it
    }
    running.set(IDLE);
    return true;
  }

  /** One look, on the watchdog's thread. */
  void look(long nowNanos, Usage.Meter meter) {
    long number = running.get();
    Call looked = call;
    if (number <= IDLE || looked == null) {
      return;
    }
    if (number != seen) {
      seen = number;
      seenAtNanos = nowNanos;
      before = meter.of(looked.thread);
    } else if (isOver(looked, nowNanos, meter) && running.compareAndSet(number, BEING_CUT)) {
      try {
        looked.cut.run();
      } finally {
        running.set(CUT); // the event loop waits for it
      }
    }
  }

  /** Time of the wall counts too where the processor's doesn't go on: in sum, the loop waits. */
  private boolean isOver(Call looked, long nowNanos, Usage.Meter meter) {
    Limits limits = looked.limits;
    Usage now = meter.of(looked.thread);
    return now.processorNanos() - before.processorNanos() >= limits.processorNanos
        || now.allocatedBytes() - before.allocatedBytes() >= limits.allocatedBytes
        || nowNanos - seenAtNanos >= WALL * limits.processorNanos;
  }
}
