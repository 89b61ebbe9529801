package dev.headwater.edge.function.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.function.watch.Watch.Watched;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Watch.Limits LIMITS = new Watch.Limits(100, 1_000);

  private final Watch watch = new Watch();
  private final AtomicInteger cuts = new AtomicInteger();
  private Usage usage = new Usage(5_000, 70_000);
  private long now = 1_000_000;

  private void look() {
    watch.look(now, _ -> usage);
  }

  private void passes(long nanos, long processorNanos, long bytes) {
    now += nanos;
    usage = new Usage(usage.processorNanos() + processorNanos, usage.allocatedBytes() + bytes);
  }

  private Watched<String> during(Runnable work) {
    return watch.during(
        LIMITS,
        cuts::incrementAndGet,
        () -> {
          work.run();
          return "result";
        });
  }

  private void cutOff(Runnable work) {
    assertThat(during(work)).isInstanceOf(Watched.CutOff.class);
    assertThat(cuts).hasValue(1);
  }

  @Test
  void whatEndsInTimeIsLeftAlone() {
    Watched<String> watched =
        during(() -> {
          look();
          passes(99, 99, 999);
          look();
        });
    assertThat(watched).isEqualTo(new Watched.Done<>("result"));
    passes(10_000, 10_000, 10_000);
    look();
    assertThat(cuts).hasValue(0);
  }

  @Test
  void whatTakesTheProcessorTooLongIsCutOff() {
    cutOff(() -> {
      look();
      passes(100, 100, 0);
      look();
    });
  }

  @Test
  void whatAllocatesTooMuchIsCutOff() {
    cutOff(() -> {
      look();
      passes(1, 1, 1_000);
      look();
    });
  }

  @Test
  void whatIsNotGivenTheProcessorIsCutOffLater() {
    cutOff(() -> {
      look();
      passes(999, 0, 0);
      look();
      assertThat(cuts).hasValue(0);
      passes(1, 0, 0);
      look();
    });
  }

  @Test
  void aCallIsCutOffOnce() {
    cutOff(() -> {
      look();
      passes(100, 100, 0);
      look();
      passes(100, 100, 0);
      look();
    });
  }

  @Test
  void aCallIsNotCutOffForTheOneBeforeIt() {
    during(() -> {
      look();
      passes(99, 99, 999);
    });
    Watched<String> second =
        during(() -> {
          look();
          passes(99, 99, 999);
          look();
        });
    assertThat(second).isInstanceOf(Watched.Done.class);
  }

  @Test
  void anotherCallMayFollowOneThatWasCutOff() {
    cutOff(() -> {
      look();
      passes(100, 100, 0);
      look();
    });
    assertThat(during(() -> {})).isInstanceOf(Watched.Done.class);
  }

  @Test
  void whatIsThrownIsHandedOn() {
    assertThatThrownBy(() ->
            during(() -> {
              throw new IllegalStateException("thrown");
            }))
        .hasMessage("thrown");
    look();
    passes(10_000, 10_000, 10_000);
    look();
    assertThat(cuts).hasValue(0);
  }
}
