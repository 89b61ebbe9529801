package dev.headwater.edge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ViewerTableTest {
  private static final long WINDOW = ViewerTable.WINDOW.toSeconds();

  private final AtomicLong seconds = new AtomicLong(WINDOW + 1);
  private final ViewerTable table = new ViewerTable(seconds::get);

  @Test
  void aViewerThatAsksOftenIsCountedOnce() {
    for (int request = 0; request < 100; request++) {
      table.saw("t1", "sid ann");
      table.saw("t1", "sid bob");
    }
    assertThat(table.count()).isEqualTo(Map.of("t1", 2));
  }

  @Test
  void aViewerOfTwoTitlesIsCountedForBoth() {
    table.saw("t1", "10.0.0.1");
    table.saw("t2", "10.0.0.1");
    assertThat(table.count()).isEqualTo(Map.of("t1", 1, "t2", 1));
  }

  @Test
  void whoAsksForNothingWithinTheWindowIsGoneAndMayComeBack() {
    table.saw("t1", "ann");
    seconds.addAndGet(WINDOW);
    table.saw("t1", "bob");
    assertThat(table.count()).isEqualTo(Map.of("t1", 2));
    seconds.incrementAndGet();
    assertThat(table.count()).isEqualTo(Map.of("t1", 1));
    seconds.addAndGet(WINDOW);
    assertThat(table.count()).isEmpty();
    table.saw("t1", "ann");
    assertThat(table.count()).isEqualTo(Map.of("t1", 1));
  }

  @Test
  void titlesThatNobodyWatchesAnyMoreMakeRoomForOthers() {
    for (int round = 0; round < 5; round++) {
      for (int title = 0; title < 2000; title++) {
        table.saw("t" + round + "-" + title, "ann");
      }
      assertThat(table.count()).hasSize(2000);
      seconds.addAndGet(WINDOW + 1);
      assertThat(table.count()).isEmpty();
    }
    assertThat(table.uncounted()).isZero();
  }

  @Test
  void halfFullItCountsNearlyAllAndFullItStaysWithinItsBounds() {
    int half = 1 << 17;
    for (int viewer = 0; viewer < half; viewer++) {
      table.saw("t1", "sid " + viewer);
    }
    assertThat(table.count().get("t1")).isBetween((int) (0.99 * half), half);
    for (int viewer = 0; viewer < 8 * half; viewer++) {
      table.saw("t1", "sid " + viewer);
    }
    assertThat(table.count().get("t1")).isBetween(half, 2 * half);
    assertThat(table.uncounted()).isPositive();
  }

  @Test
  void tooManyTitlesAtOnceGoUncounted() {
    for (int title = 0; title < 5000; title++) {
      table.saw("t" + title, "ann");
    }
    assertThat(table.count()).hasSize(4096);
    assertThat(table.uncounted()).isEqualTo(5000 - 4096);
  }

  @Test
  void eventLoopsThatSeeTheSameViewersTogetherCountThemOnceAWindowLater() throws Exception {
    for (int round = 0; round < 2; round++) {
      try (ExecutorService loops = Executors.newFixedThreadPool(4)) {
        for (int loop = 0; loop < 4; loop++) {
          loops.execute(() -> {
            for (int viewer = 0; viewer < 10_000; viewer++) {
              table.saw("t1", "sid " + viewer);
            }
          });
        }
      }
      seconds.addAndGet(WINDOW);
    }
    assertThat(table.count().get("t1")).isBetween(9_990, 10_010);
  }
}
