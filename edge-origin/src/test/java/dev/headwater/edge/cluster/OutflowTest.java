package dev.headwater.edge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutflowTest {
  private static final int KIB = 1024;

  private final AtomicLong nanos = new AtomicLong();
  private final Outflow outflow = new Outflow(nanos::get);

  @Test
  void aSecondHasRoomForSoMuchAndTheNextForAsMuchAgain() {
    assertThat(admitted()).isEqualTo(Outflow.BYTES_PER_SECOND / KIB);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(admitted()).isEqualTo(Outflow.BYTES_PER_SECOND / KIB);
  }

  @Test
  void whatIsNotOnItsWayAfterSomeSecondsKeepsOthersOut() {
    long waiting = 0;
    for (int second = 0; second < 10; second++) {
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      waiting += admitted();
    }
    assertThat(waiting).isEqualTo(4 * Outflow.BYTES_PER_SECOND / KIB);
    outflow.left(KIB);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(admitted()).isOne();
  }

  /** Pieces of 1 KiB, of more than a second has room for. */
  private long admitted() {
    long count = 0;
    for (int piece = 0; piece < 2 * Outflow.BYTES_PER_SECOND / KIB; piece++) {
      count += outflow.admits(KIB) ? 1 : 0;
    }
    return count;
  }
}
