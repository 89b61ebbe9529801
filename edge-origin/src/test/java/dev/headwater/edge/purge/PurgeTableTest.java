package dev.headwater.edge.purge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.feed.FeedChange.Purge;
import dev.headwater.platform.feed.FeedChange.Purge.Mode;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurgeTableTest {
  private final PurgeTable table = PurgeTable.create();

  private static Purge purge(Mode mode, String kind, String item) {
    List<String> items = List.of(item);
    return switch (kind) {
      case "tag" -> new Purge("u", mode, items, List.of(), List.of());
      case "path" -> new Purge("u", mode, List.of(), items, List.of());
      default -> new Purge("u", mode, List.of(), List.of(), items);
    };
  }

  private void apply(Purge purge, long sequence) {
    table.add(purge, sequence);
    table.advance(sequence);
  }

  @ParameterizedTest
  @CsvSource({
    "tag, title-a, GONE",
    "tag, title-b, VALID",
    "tag, /vod/a/e/1.m4s, VALID",
    "path, /vod/a/e/1.m4s, GONE",
    "path, /vod/a/e/1, VALID",
    "path, /vod/a/e/1.m4s?x=1, VALID",
    "path, title-a, VALID",
    "prefix, /, GONE",
    "prefix, /vod/a/, GONE",
    "prefix, /vod/a, GONE",
    "prefix, /vod/a/e/1.m4s, GONE",
    "prefix, /vod/a/e/1.m4sx, VALID",
    "prefix, /vod/b/, VALID",
  })
  void aResponseIsPurgedByItsTagsItsPathAndItsPrefixes(String kind, String item, Validity found) {
    apply(purge(Mode.HARD, kind, item), 5);
    PurgeNames names = PurgeNames.of("/vod/a/e/1.m4s?x=1", List.of("title-a", "kind-x"));
    assertThat(table.validity(names, 4)).isEqualTo(found);
  }

  @Test
  void whatBearsALaterSequenceIsValid() {
    apply(purge(Mode.HARD, "tag", "a"), 5);
    PurgeNames names = PurgeNames.of("/x", List.of("a"));
    assertThat(table.validity(names, 4)).isEqualTo(Validity.GONE);
    assertThat(table.validity(names, 5)).isEqualTo(Validity.VALID);
    apply(purge(Mode.HARD, "tag", "b"), 6);
    assertThat(table.validity(names, 5)).isEqualTo(Validity.VALID);
  }

  @Test
  void softMakesStaleAndHardOutweighsIt() {
    PurgeNames names = PurgeNames.of("/x", List.of("a"));
    apply(purge(Mode.SOFT, "tag", "a"), 5);
    assertThat(table.validity(names, 4)).isEqualTo(Validity.STALE);
    apply(purge(Mode.HARD, "path", "/x"), 6);
    assertThat(table.validity(names, 4)).isEqualTo(Validity.GONE);
    assertThat(table.validity(names, 5)).isEqualTo(Validity.GONE);
  }

  @Test
  void aPurgeIsInForceOnceItIsAdvancedTo() {
    PurgeNames names = PurgeNames.of("/x");
    table.add(purge(Mode.HARD, "path", "/x"), 5);
    assertThat(table.validity(names, 0)).isEqualTo(Validity.VALID);
    table.advance(5);
    assertThat(table.validity(names, 0)).isEqualTo(Validity.GONE);
  }

  @Test
  void whatIsBelowTheFloorCountsAsPurged() {
    table.raiseFloor(9);
    assertThat(table.validity(PurgeNames.of("/x"), 8)).isEqualTo(Validity.GONE);
    assertThat(table.validity(PurgeNames.of("/x"), 9)).isEqualTo(Validity.VALID);
  }

  @Test
  void aFullTableForgetsTheOldestAndRaisesTheFloor() {
    PurgeTable small = PurgeTable.ofItems(100);
    for (int sequence = 1; sequence <= 10_000; sequence++) {
      small.add(purge(Mode.HARD, "path", "/" + sequence), sequence);
      small.advance(sequence);
      assertThat(small.items()).isLessThanOrEqualTo(100);
    }
    assertThat(small.validity(PurgeNames.of("/9990"), 9989)).isEqualTo(Validity.GONE);
    assertThat(small.validity(PurgeNames.of("/other"), 9990)).isEqualTo(Validity.VALID);
    assertThat(small.validity(PurgeNames.of("/other"), 1)).isEqualTo(Validity.GONE);
  }

  /** What a plain list of all purges says, for names that share much. */
  @Test
  void aTableSaysWhatAListWouldSay() {
    Random random = new Random(7);
    String[] items = {"/", "/a", "/a/", "/a/b", "/ab", "a", "b", "/a/b/c", "c"};
    String[] kinds = {"tag", "path", "prefix"};
    for (int round = 0; round < 2_000; round++) {
      PurgeTable small = PurgeTable.create();
      String path = "/" + items[random.nextInt(items.length)].replace("/", "") + "/b/c";
      String tag = items[random.nextInt(items.length)];
      long hard = 0;
      for (int sequence = 1; sequence <= 6; sequence++) {
        String kind = kinds[random.nextInt(3)];
        String item = items[random.nextInt(items.length)];
        small.add(purge(Mode.HARD, kind, item), sequence);
        boolean names =
            switch (kind) {
              case "tag" -> item.equals(tag);
              case "path" -> item.equals(path);
              default -> path.startsWith(item);
            };
        hard = names ? sequence : hard;
      }
      small.advance(6);
      PurgeNames names = PurgeNames.of(path, List.of(tag));
      for (long at = 0; at <= 6; at++) {
        assertThat(small.validity(names, at))
            .as("%s, %s at %d", path, tag, at)
            .isEqualTo(hard > at ? Validity.GONE : Validity.VALID);
      }
    }
  }

  /**
   * While one thread purges, and floods the table so that its floor rises, others never find valid
   * what was purged before they looked.
   */
  @Test
  void readersNeverMissAPurgeThatWasAppliedBeforeTheyLooked() {
    PurgeTable small = PurgeTable.ofItems(500);
    AtomicLong acknowledged = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    PurgeNames names = PurgeNames.of("/watched", List.of("t"));
    List<CompletableFuture<Long>> readers =
        List.of(reader(small, names, acknowledged, over), reader(small, names, acknowledged, over));
    long sequence = 0;
    for (int round = 0; round < 20_000; round++) {
      small.add(purge(Mode.HARD, "path", "/other" + round), ++sequence);
      small.add(
          purge(Mode.HARD, round % 2 == 0 ? "tag" : "path", round % 2 == 0 ? "t" : "/watched"),
          ++sequence);
      small.advance(sequence);
      acknowledged.set(sequence);
    }
    over.set(true);
    readers.forEach(reader -> assertThat(reader.join()).isZero());
  }

  private static CompletableFuture<Long> reader(
      PurgeTable table, PurgeNames names, AtomicLong acknowledged, AtomicBoolean over) {
    return CompletableFuture.supplyAsync(() -> {
      long missed = 0;
      while (!over.get()) {
        long known = acknowledged.get();
        if (known > 0 && table.validity(names, known - 1) == Validity.VALID) {
          missed++;
        }
      }
      return missed;
    });
  }
}
