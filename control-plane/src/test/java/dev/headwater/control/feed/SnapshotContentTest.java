package dev.headwater.control.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.feed.FeedChange;
import dev.headwater.platform.feed.FeedChange.Purge;
import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.feed.FeedPage;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.snapshot.PackedPages;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SnapshotContentTest {
  private final SnapshotContent content = new SnapshotContent(DataSize.ofMebibytes(4));

  private static FeedEntry entry(long sequence, String tag) {
    FeedChange purge = new Purge("u", Purge.Mode.HARD, List.of(tag), List.of(), List.of());
    return new FeedEntry(sequence, purge);
  }

  private static FeedPage page(String history, long floor, long last, long... sequences) {
    return new FeedPage(
        history,
        floor,
        last,
        false,
        LongStream.of(sequences).mapToObj(sequence -> entry(sequence, "t" + sequence)).toList());
  }

  private List<FeedPage> pages() throws IOException {
    Buffer joined = Buffer.buffer();
    content.pages().forEach(joined::appendBuffer);
    return PackedPages.unpack(joined);
  }

  private List<Long> sequences() throws IOException {
    return pages().stream()
        .flatMap(page -> page.entries().stream().map(FeedEntry::sequence))
        .toList();
  }

  @Test
  void anEmptyFeedIsAPageToo() throws IOException {
    content.add(page("h", 0, 0));
    assertThat(pages()).containsExactly(page("h", 0, 0));
  }

  @Test
  void itHasAllThatWasReadAsReadingFromTheStartGivesIt() throws IOException {
    content.add(page("h", 0, 3, 1, 2));
    assertThat(content.reached()).isEqualTo(2);
    content.add(page("h", 0, 3, 3));
    assertThat(pages()).containsExactly(page("h", 0, 3, 1, 2, 3));
    content.add(page("h", 0, 4, 4));
    assertThat(sequences()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aPageIsFullAtAThousandLines() throws IOException {
    content.add(page("h", 0, 2500, LongStream.rangeClosed(1, 2500).toArray()));
    assertThat(pages()).extracting(page -> page.entries().size()).containsExactly(1000, 1000, 500);
    assertThat(pages().getLast().last()).isEqualTo(2500);
  }

  /** A node takes it that a page has all that is left up to the floor. */
  @Test
  void whatIsLeftUpToTheFloorStaysOnOnePage() throws IOException {
    content.add(page("h", 5000, 5000, LongStream.rangeClosed(1, 1000).toArray()));
    assertThat(content.position()).isEqualTo(1000);
    assertThat(content.reached()).isEqualTo(5000);
    content.add(page("h", 5000, 5001, LongStream.rangeClosed(1001, 1500).toArray()));
    content.add(page("h", 5000, 5001, 5001));
    assertThat(pages()).extracting(page -> page.entries().size()).containsExactly(1501);
    assertThat(pages().getFirst().floor()).isEqualTo(5000);
  }

  @Test
  void anotherLogOrOneThatWasCutAboveItIsNoContinuation() {
    content.add(page("h", 0, 2, 1, 2));
    assertThat(content.isContinuedBy(page("h", 2, 3, 3))).isTrue();
    assertThat(content.isContinuedBy(page("h", 3, 4, 4))).isFalse();
    assertThat(content.isContinuedBy(page("h", 0, 1))).isFalse();
    assertThat(content.isContinuedBy(page("g", 0, 3, 3))).isFalse();
    content.clear();
    assertThat(content.isContinuedBy(page("g", 7, 9, 8))).isTrue();
  }

  @Test
  void beyondItsSizeTheOlderNewsIsLeftOutAndTheFloorSaysSo() throws IOException {
    String large = "x".repeat(1 << 20);
    for (int sequence = 1; sequence <= 10; sequence++) {
      content.add(
          new FeedPage("h", 0, sequence, false, List.of(entry(sequence, sequence + large))));
    }
    List<FeedPage> pages = pages();
    long floor = pages.getFirst().floor();
    assertThat(floor).isBetween(5L, 8L);
    assertThat(pages.getFirst().entries()).isEmpty();
    assertThat(sequences()).isEqualTo(LongStream.rangeClosed(floor + 1, 10).boxed().toList());
    assertThat(content.reached()).isEqualTo(10);
  }
}
