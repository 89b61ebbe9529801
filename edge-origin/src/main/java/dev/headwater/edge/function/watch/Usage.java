package dev.headwater.edge.function.watch;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a thread has taken so far. Immutable. */
record Usage(long processorNanos, long allocatedBytes) {
  static final Usage NONE = new Usage(0, 0);

  /** Tells it of a thread. */
  @FunctionalInterface
  interface Meter {
    Usage of(Thread thread);

    /** The runtime's own; time of the wall where it doesn't count that of threads. */
    static Meter ofRuntime() {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      boolean counts = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
      return thread ->
          new Usage(
              counts ? threads.getThreadCpuTime(thread.threadId()) : System.nanoTime(),
              threads.getThreadAllocatedBytes(thread.threadId()));
    }
  }
}
