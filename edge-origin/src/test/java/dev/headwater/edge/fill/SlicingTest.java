package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Representations that are too large for one piece, in slices of 64 KiB. */
class SlicingTest {
  private static final int SIZE = 40 << 20;
  private static final int SLICE = 64 << 10;
  private static final String CHANGED = "Mon, 13 Nov 2023 00:00:00 GMT";

  private final PlayedCache cache = new PlayedCache();

  @AfterEach
  void close() {
    cache.close();
  }

  /** The byte at a position tells the position. */
  private static byte[] content(int from, int bytes) {
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      int position = from + i;
      content[i] = (byte) (position * 31 + position / SLICE);
    }
    return content;
  }

  private Visit begunWithRanges() {
    return begun(
        "Content-Length",
        Integer.toString(SIZE),
        "Cache-Control",
        "max-age=60",
        "ETag",
        "\"1\"",
        "Accept-Ranges",
        "bytes");
  }

  /** The source tells that there is something large; the first client goes on or not. */
  private Visit begun(String... fields) {
    Visit visit = cache.get("/a");
    cache.source.next().head(200, fields);
    return visit;
  }

  private void known() {
    begunWithRanges().leaves();
    slice("\"1\"");
    slice("\"1\"");
  }

  /** Answers the next request for a slice. */
  private int slice(String etag) {
    Reply reply = cache.source.next();
    int from = from(reply);
    begin(reply, etag).send(content(from, SLICE)).end();
    return from / SLICE;
  }

  private static Reply begin(Reply reply, String etag) {
    return reply.head(
        206,
        "Content-Length",
        Integer.toString(SLICE),
        "Content-Range",
        "bytes %d-%d/%d".formatted(from(reply), from(reply) + SLICE - 1, SIZE),
        "ETag",
        etag);
  }

  private static int from(Reply reply) {
    String range = reply.asked("Range");
    return Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
  }

  private static String range(int slice) {
    return "bytes=%d-%d".formatted(slice * SLICE, (slice + 1) * SLICE - 1);
  }

  @Test
  void theWholeIsGivenUpAndFetchedInSlices() {
    Visit visit = cache.get("/a");
    Reply whole =
        cache
            .source
            .next()
            .head(
                200,
                "Content-Length",
                Integer.toString(SIZE),
                "Cache-Control",
                "max-age=60",
                "ETag",
                "\"1\"",
                "Accept-Ranges",
                "bytes");
    whole.assertCancelled();
    for (int i = 0; i < SIZE / SLICE; i++) {
      assertThat(slice("\"1\"")).isEqualTo(i);
    }
    assertThat(visit.bytes()).isEqualTo(content(0, SIZE));
    assertThat(cache.memory.allocatedBytes()).isLessThanOrEqualTo(PlayedCache.MEMORY.bytes());
  }

  @Test
  void theRestOfWhatBeganAsAPartIsFetchedInSlicesToo() {
    Visit part = cache.range("/a", 0, 1_024);
    cache
        .source
        .next()
        .answer(
            206,
            content(0, 1_024),
            "Cache-Control",
            "max-age=60",
            "ETag",
            "\"1\"",
            "Content-Range",
            "bytes 0-1023/" + SIZE);
    assertThat(part.bytes()).isEqualTo(content(0, 1_024));
    Visit whole = cache.get("/a");
    Reply rest = cache.source.next();
    assertThat(rest.asked("Range")).isEqualTo("bytes=1024-");
    rest.head(
        206,
        "Content-Length",
        Integer.toString(SIZE - 1_024),
        "Cache-Control",
        "max-age=60",
        "ETag",
        "\"1\"",
        "Content-Range",
        "bytes 1024-%d/%d".formatted(SIZE - 1, SIZE));
    rest.assertCancelled();
    for (int i = 0; i < SIZE / SLICE; i++) {
      assertThat(slice("\"1\"")).isEqualTo(i);
    }
    assertThat(whole.bytes()).isEqualTo(content(0, SIZE));
  }

  @Test
  void aRangeFetchesItsSlicesAlone() {
    known();
    int from = 100 * SLICE + 1_000;
    Visit part = cache.range("/a", from, 2 * SLICE);
    for (int i = 100; i <= 102; i++) {
      assertThat(slice("\"1\"")).isEqualTo(i);
    }
    assertThat(part.bytes()).isEqualTo(content(from, 2 * SLICE));
    assertThat(cache.source.ranges())
        .containsExactly(range(0), range(1), range(100), range(101), range(102));
  }

  @Test
  void everyAskingSaysWhichRepresentationIsMeant() {
    known();
    Visit part = cache.range("/a", 10 * SLICE, 10);
    Reply reply = cache.source.next();
    assertThat(reply.asked("If-Range")).isEqualTo("\"1\"");
    begin(reply, "\"1\"").send(content(10 * SLICE, SLICE)).end();
    assertThat(part.bytes()).isEqualTo(content(10 * SLICE, 10));
  }

  @Test
  void slicesThatAreKeptAreNotFetchedAgain() {
    known();
    Visit first = cache.range("/a", 50 * SLICE, SLICE);
    slice("\"1\"");
    Visit second = cache.range("/a", 50 * SLICE + 7, 7);
    assertThat(first.bytes()).isEqualTo(content(50 * SLICE, SLICE));
    assertThat(first.cacheStatus(cache.now.get())).contains("fwd=partial");
    assertThat(second.outcome()).isEqualTo("hit");
    assertThat(second.bytes()).isEqualTo(content(50 * SLICE + 7, 7));
    assertThat(cache.source.asked()).isEqualTo(4);
  }

  @Test
  void whileOneSliceIsSentTheNextIsFetchedAndNoMore() {
    known();
    Visit slow = cache.range("/a", 20 * SLICE, 10 * SLICE).holds();
    slice("\"1\"");
    slice("\"1\"");
    cache.loop.settle();
    assertThat(cache.source.ranges().subList(2, cache.source.ranges().size()))
        .containsExactly(range(20), range(21));
    slow.leaves();
  }

  @Test
  void bytesOfASliceAreGivenAsTheyCome() {
    known();
    Visit part = cache.range("/a", 30 * SLICE, SLICE);
    Reply reply = begin(cache.source.next(), "\"1\"");
    reply.send(content(30 * SLICE, 1_000));
    assertThat(part.soFar()).hasSize(1_000);
    reply.send(content(30 * SLICE + 1_000, SLICE - 1_000)).end();
    assertThat(part.bytes()).isEqualTo(content(30 * SLICE, SLICE));
  }

  @Test
  void concurrentReadersShareTheSlicesOnTheirWay() {
    known();
    List<Visit> readers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      readers.add(cache.range("/a", 40 * SLICE + i, 2 * SLICE));
    }
    for (int i = 40; i <= 42; i++) {
      assertThat(slice("\"1\"")).isEqualTo(i);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(readers.get(i).bytes()).isEqualTo(content(40 * SLICE + i, 2 * SLICE));
    }
    assertThat(cache.source.asked()).isEqualTo(6);
  }

  @Test
  void aReaderWhoLeavesDoesNotStopTheSliceOfOthers() {
    known();
    Visit first = cache.range("/a", 40 * SLICE, 10);
    Visit second = cache.range("/a", 40 * SLICE, 10);
    first.leaves();
    slice("\"1\"");
    assertThat(second.bytes()).isEqualTo(content(40 * SLICE, 10));
  }

  @Test
  void whatChangedMeanwhileIsCutRatherThanMixed() {
    known();
    Visit part = cache.range("/a", 60 * SLICE, 4 * SLICE);
    slice("\"1\"");
    slice("\"2\"");
    slice("\"2\""); // asked for while the first was sent
    assertThat(part.failure()).isInstanceOf(Failure.SourceMalformed.class);
    assertThat(part.soFar()).hasSizeLessThanOrEqualTo(SLICE);
    cache.fetched("/a", 200, "small now", "Cache-Control", "max-age=60", "ETag", "\"2\"");
  }

  @Test
  void aSourceThatGivesAllInsteadOfASliceCutsToo() {
    known();
    Visit part = cache.range("/a", 60 * SLICE, SLICE);
    Reply reply = cache.source.next();
    reply.head(200, "ETag", "\"2\"", "Content-Length", Integer.toString(SIZE));
    reply.assertCancelled();
    assertThat(part.failure()).isInstanceOf(Failure.SourceMalformed.class);
  }

  @Test
  void aSourceThatNeverGivesSlicesIsAskedForTheWholeFromThenOn() {
    begunWithRanges().leaves();
    for (int i = 0; i < 2; i++) {
      cache
          .source
          .next()
          .head(200, "ETag", "\"1\"", "Content-Length", Integer.toString(SIZE))
          .assertCancelled();
    }
    Visit again = begunWithRanges();
    assertThat(again.isAnswered()).isTrue();
    assertThat(cache.source.asked()).as("no slice").isEqualTo(4);
  }

  @Test
  void whoFindsOutThatASourceGivesNoSlicesMayAskAgain() {
    Visit visit = begunWithRanges();
    for (int i = 0; i < 2; i++) {
      cache.source.next().head(200, "ETag", "\"1\"", "Content-Length", Integer.toString(SIZE));
    }
    assertThat(visit.failure()).isInstanceOf(Failure.SourceUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aSourceThatIsBusyIsAskedForTheSliceOnceMore(int status) {
    known();
    Visit part = cache.range("/a", 60 * SLICE, SLICE);
    cache.source.next().answer(status, "later");
    slice("\"1\"");
    assertThat(part.bytes()).isEqualTo(content(60 * SLICE, SLICE));
  }

  @Test
  void aSourceThatStaysBusyCutsTheReaderButIsStillKnownToGiveSlices() {
    known();
    Visit part = cache.range("/a", 60 * SLICE, SLICE);
    cache.source.next().answer(503, "later");
    cache.source.next().answer(503, "later");
    assertThat(part.failure()).isInstanceOf(Failure.SourceUnavailable.class);

    Visit again = cache.range("/a", 60 * SLICE, SLICE);
    assertThat(slice("\"1\"")).isEqualTo(60);
    assertThat(again.bytes()).isEqualTo(content(60 * SLICE, SLICE));
  }

  @Test
  void slicesOfVariantsThatWereChangedAtTheSameTimeAreKeptApart() {
    for (String own : List.of("1", "2")) {
      Visit visit = cache.get("/a", "X-Own", own);
      dated(cache.source.next(), 200, "Vary", "X-Own", "Accept-Ranges", "bytes");
      visit.leaves();
      for (int i = 0; i < 2; i++) {
        Reply slice = cache.source.next();
        assertThat(slice.asked("If-Range")).isEqualTo(CHANGED);
        assertThat(slice.asked("X-Own")).isEqualTo(own);
        assertThat(from(slice)).isEqualTo(i * SLICE);
        dated(slice, 206, "Content-Range", range(i).replace('=', ' ') + "/" + SIZE)
            .send(content(i * SLICE, SLICE))
            .end();
      }
    }
    assertThat(cache.source.asked()).isEqualTo(6);
  }

  private static Reply dated(Reply reply, int status, String... more) {
    List<String> fields = new ArrayList<>(List.of(more));
    String length = Integer.toString(status == 206 ? SLICE : SIZE);
    fields.addAll(List.of("Content-Length", length, "Cache-Control", "max-age=60"));
    fields.addAll(List.of("Last-Modified", CHANGED, "Date", "Tue, 14 Nov 2023 22:13:20 GMT"));
    return reply.head(status, fields.toArray(String[]::new));
  }

  @Test
  void aSliceThatIsCutFailsItsReadersAndIsFetchedAgain() {
    known();
    Visit part = cache.range("/a", 60 * SLICE, SLICE);
    begin(cache.source.next(), "\"1\"").send(content(60 * SLICE, 100)).cut();
    assertThat(part.failure()).isInstanceOf(Failure.SourceMalformed.class);

    Visit again = cache.range("/a", 60 * SLICE, SLICE);
    slice("\"1\"");
    assertThat(again.bytes()).isEqualTo(content(60 * SLICE, SLICE));
  }

  @Test
  void aSourceThatFailsFailsTheReader() {
    known();
    Visit part = cache.range("/a", 60 * SLICE, SLICE);
    cache.source.next().fail(new Failure.SourceTimeout());
    assertThat(part.failure()).isInstanceOf(Failure.SourceTimeout.class);
  }

  @Test
  void whatIsStaleIsValidatedBeforeItsSlicesAreUsed() {
    known();
    cache.later(Duration.ofSeconds(70));
    Visit part = cache.range("/a", 10, 10);
    Reply validation = cache.source.next();
    assertThat(validation.asked("If-None-Match")).isEqualTo("\"1\"");
    validation.answer(304, "");
    assertThat(part.bytes()).isEqualTo(content(10, 10));
  }

  @Test
  void withoutAStrongValidatorTheWholeIsHandedOn() {
    handedOn("ETag", "W/\"1\"", "Accept-Ranges", "bytes");
  }

  @Test
  void withoutRangesTheWholeIsHandedOn() {
    handedOn("ETag", "\"1\"");
  }

  private void handedOn(String... fields) {
    List<String> all =
        new ArrayList<>(List.of("Content-Length", "2000000", "Cache-Control", "max-age=60"));
    all.addAll(List.of(fields));
    Visit visit = cache.get("/a");
    Reply whole = cache.source.next().head(200, all.toArray(String[]::new));
    whole.send(content(0, 1_000_000)).send(content(1_000_000, 1_000_000)).end();
    assertThat(visit.bytes()).isEqualTo(content(0, 2_000_000));
    assertThat(cache.source.asked()).isEqualTo(1);
  }
}
