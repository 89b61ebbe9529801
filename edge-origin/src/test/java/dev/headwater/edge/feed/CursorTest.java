package dev.headwater.edge.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.feed.FeedChange;
import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.feed.FeedPage;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CursorTest {
  private static final FeedChange CHANGE = new FeedChange.Unknown("x", new JsonObject());

  private static FeedPage page(long floor, long last, long... sequences) {
    List<FeedEntry> entries =
        Arrays.stream(sequences).mapToObj(sequence -> new FeedEntry(sequence, CHANGE)).toList();
    return new FeedPage("h", floor, last, false, entries);
  }

  private static Cursor at(long sequence) {
    return new Cursor("h", sequence, false);
  }

  private static List<Long> applied(Cursor.Step step) {
    return ((Cursor.Step.Apply) step).entries().stream().map(FeedEntry::sequence).toList();
  }

  private static Cursor next(Cursor.Step step) {
    return ((Cursor.Step.Apply) step).next();
  }

  @Test
  void whatFollowsIsApplied() {
    Cursor.Step step = at(4).step(page(0, 9, 5, 6));
    assertThat(applied(step)).containsExactly(5L, 6L);
    assertThat(next(step)).isEqualTo(at(6));
  }

  @Test
  void whatCameBeforeIsSkipped() {
    assertThat(applied(at(6).step(page(0, 9, 5, 6, 7)))).containsExactly(7L);
    assertThat(applied(at(6).step(page(0, 9, 7, 6, 7, 8)))).containsExactly(7L, 8L);
  }

  @Test
  void aGapIsFound() {
    assertThat(at(4).step(page(0, 9, 6))).isEqualTo(new Cursor.Step.Gap(5, 6));
    assertThat(at(4).step(page(0, 9, 5, 7))).isEqualTo(new Cursor.Step.Gap(6, 7));
    assertThat(Cursor.START.step(page(3, 9, 5))).isEqualTo(new Cursor.Step.Gap(4, 5));
  }

  @Test
  void upToTheFloorThereAreGaps() {
    Cursor.Step.Apply step = (Cursor.Step.Apply) Cursor.START.step(page(7, 9, 2, 5, 8, 9));
    assertThat(applied(step)).containsExactly(2L, 5L, 8L, 9L);
    assertThat(step.missed()).isEqualTo(7);
    assertThat(step.next()).isEqualTo(at(9));
  }

  @Test
  void whereAllWasDroppedTheFloorIsReached() {
    Cursor.Step.Apply step = (Cursor.Step.Apply) Cursor.START.step(page(7, 7));
    assertThat(step.next()).isEqualTo(at(7));
    assertThat(step.next().hasAll(page(7, 7))).isTrue();
  }

  /** The floor of a page that is cut below the log's is where it ends. */
  @Test
  void whatIsBelowTheFloorIsReadPageByPage() {
    Cursor cursor = next(Cursor.START.step(page(5, 9, 2, 5)));
    assertThat(cursor).isEqualTo(new Cursor("h", 5, true));
    Cursor.Step.Apply step = (Cursor.Step.Apply) cursor.step(page(7, 9, 6, 8, 9));
    assertThat(applied(step)).containsExactly(6L, 8L, 9L);
    assertThat(step.missed()).isEqualTo(7);
    assertThat(step.next()).isEqualTo(at(9));
  }

  @Test
  void aNodeThatIsFartherBehindThanTheLogReachesBeginsAnew() {
    assertThat(at(3).step(page(7, 9, 8, 9))).isInstanceOf(Cursor.Step.Restart.class);
    assertThat(at(7).step(page(7, 9, 8, 9))).isInstanceOf(Cursor.Step.Apply.class);
  }

  @Test
  void soDoesOneOfAnotherHistory() {
    assertThat(new Cursor("other", 3, false).step(page(0, 9, 4)))
        .isInstanceOf(Cursor.Step.Restart.class);
    assertThat(at(3).step(FeedPage.restart("h", 0, 2))).isInstanceOf(Cursor.Step.Restart.class);
  }

  @Test
  void anEmptyPageChangesNothing() {
    assertThat(next(at(9).step(page(2, 9)))).isEqualTo(at(9));
  }

  @ParameterizedTest
  @CsvSource({
    // what is known, how long ago it was told, the snapshot, how long ago it was written
    "none 0, ,   h 7, 60, true",
    "h 6,  10,  h 7, 60, true",
    "h 7,  10,  h 7, 60, false",
    "h 7,  60,  h 7, 10, true",
    "h 8,  60,  h 7, 10, false",
    "h 9,  60,  g 7, 10, true",
    "h 1,  10,  g 7, 60, false",
  })
  void aSnapshotIsTakenWhereItTellsMore(
      String known, @Nullable Long told, String snapshot, long written, boolean taken) {
    assertThat(
            cursor(known)
                .isBehind(
                    cursor(snapshot),
                    Optional.ofNullable(told).map(Duration::ofSeconds),
                    Duration.ofSeconds(written)))
        .isEqualTo(taken);
  }

  private static Cursor cursor(String text) {
    String[] parts = text.split(" ", -1);
    return new Cursor(parts[0], Long.parseLong(parts[1]), false);
  }
}
