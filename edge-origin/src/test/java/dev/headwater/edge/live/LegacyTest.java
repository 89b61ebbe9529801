package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.live.journal.ScriptedStore;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Part;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.media.Resolution;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A node was told of segments 10 to 19, the newest eight in memory, and of a part of the next. */
class LegacyTest {
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
  private static final int BYTES = 9;
  private static final Rendition VIDEO =
      new Rendition(
          "v",
          new Track.Video(1, 90_000, SampleDefaults.NONE, "avc1.64001f", new Resolution(320, 180)));
  private static final Terms TERMS =
      new Terms(
          TWO_SECONDS,
          Duration.ofSeconds(4),
          Optional.of(Duration.ofMillis(350)),
          Duration.ofMinutes(10),
          Duration.ofSeconds(16));

  private final ScriptedStore store = new ScriptedStore();
  private final Archive archive = new Archive(Optional.of(store), Duration.ZERO);
  private final Presentation told = new Presentation(Instant.EPOCH);

  private static Segment segment(long number) {
    return segment(number, BYTES);
  }

  private static Segment segment(long number, int bytes) {
    Duration start = TWO_SECONDS.multipliedBy(number);
    Instant at = Instant.EPOCH.plus(start);
    return new Segment(number, "e", start, TWO_SECONDS, at, false, false, bytes, List.of());
  }

  private static Segment held(long number, int bytes) {
    return segment(number, bytes).withParts(List.of(part()));
  }

  private static Part part() {
    MediaBytes bytes = MediaBytes.copyOf(List.of(ByteBuffer.allocate(BYTES)));
    return new Part(0, Duration.ofMillis(350), true, bytes);
  }

  private List<Segment> tell() {
    List<Segment> segments =
        LongStream.range(10, 20)
            .mapToObj(number -> number < 12 ? segment(number) : held(number, BYTES))
            .toList();
    Instant at = segment(20).at();
    tell(
        segments,
        Optional.of(new RenditionView.Open(20, "e", at, false, TWO_SECONDS, List.of(part()))));
    return segments;
  }

  private void tell(List<Segment> segments, Optional<RenditionView.Open> open) {
    told.published(new RenditionView("v", TERMS, segments, 3, open, "e", false));
    told.offers(List.of(VIDEO));
  }

  private Past after(PastRendition... written) {
    long next = List.of(written).stream().flatMap(one -> one.all().stream()).count();
    return new Legacy("c", told, archive).after(new Past(next, 1, List.of(written))).result();
  }

  private static PastRendition written(long from, long to) {
    return new PastRendition(
        VIDEO, LongStream.range(from, to).mapToObj(LegacyTest::segment).toList(), 3);
  }

  private static List<Long> numbers(List<Segment> segments) {
    return segments.stream().map(Segment::number).toList();
  }

  private static List<Long> inMemory(List<Segment> segments) {
    return numbers(segments.stream().filter(one -> !one.parts().isEmpty()).toList());
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  @Test
  void whatWasWrittenDownIsStillPlayedFromMemory() {
    tell();
    PastRendition past = after(written(10, 18)).renditions().getFirst();
    assertThat(numbers(past.segments())).isEqualTo(range(10, 18));
    assertThat(inMemory(past.segments())).isEqualTo(range(12, 18));
    assertThat(inMemory(past.unwritten())).isEqualTo(range(18, 21));
    assertThat(past.discontinuitySequence()).isEqualTo(3);
  }

  @Test
  void whatWasToldOutlivesWhatToldIt() {
    Past before = new Past(0, 0, List.of(new PastRendition(VIDEO, tell(), 0)));
    Past past = after(written(10, 18));
    before.release();
    MediaBytes bytes = past.renditions().getFirst().all().get(9).parts().getFirst().bytes();
    bytes.share().orElseThrow().release();
    past.release();
    assertThat(bytes.share()).isEmpty();
  }

  @Test
  void whatHasLeftMemoryAndIsNotWrittenDownMayBeInTheStore() {
    tell();
    PastRendition past = after(written(8, 11)).renditions().getFirst();
    assertThat(numbers(past.segments())).isEqualTo(range(8, 11));
    assertThat(numbers(past.unwritten())).isEqualTo(range(11, 21));
    assertThat(inMemory(past.unwritten())).isEqualTo(range(12, 21));
    assertThat(past.unwritten()).noneMatch(Segment::missing);
  }

  @Test
  void whereNothingIsWrittenDownAllThatWasToldIsThePast() {
    tell();
    Past past = after();
    PastRendition only = past.renditions().getFirst();
    assertThat(only.rendition()).isEqualTo(VIDEO);
    assertThat(only.segments()).isEmpty();
    assertThat(numbers(only.unwritten())).isEqualTo(range(10, 21));
    assertThat(only.discontinuitySequence()).isEqualTo(3);
    assertThat(past.discontinuitySequence()).isEqualTo(3);
    assertThat(past.nextNumber()).isEqualTo(21);
  }

  @Test
  void whatIsWrittenDownOfLongAgoHasNoPlaceBeforeWhatWasTold() {
    tell();
    PastRendition past = after(written(1, 4)).renditions().getFirst();
    assertThat(past.segments()).isEmpty();
    assertThat(numbers(past.unwritten())).isEqualTo(range(10, 21));
  }

  @Test
  void whatCouldNotBeReadOfThePastWasToldToo() {
    tell();
    PastRendition past = after(written(15, 20)).renditions().getFirst();
    assertThat(numbers(past.segments())).isEqualTo(range(10, 20));
    assertThat(numbers(past.unwritten())).containsExactly(20L);
  }

  @Test
  void whatCameInPartIsNotWrittenUnderTheNameOfTheWhole() {
    tell(
        List.of(held(10, BYTES), held(11, BYTES + 1), held(12, BYTES)),
        Optional.empty());
    PastRendition past = after(written(9, 11)).renditions().getFirst();
    assertThat(numbers(past.unwritten())).containsExactly(11L, 12L);
    assertThat(inMemory(past.unwritten())).containsExactly(12L);
  }

  @Test
  void whatTheStoreHasOfTheOpenSegmentIsNotReplacedByLess() {
    store.write("live/c/v/e-20.m4s", Buffer.buffer("all of it"));
    store.take();
    tell();
    assertThat(numbers(after(written(10, 18)).renditions().getFirst().unwritten()))
        .containsExactly(18L, 19L);
  }

  @Test
  void whatTheStoreLacksIsWrittenAgainOrMissing() {
    store.write("live/c/v/e-2.m4s", Buffer.buffer("here"));
    store.take();
    List<Long> lost = new ArrayList<>();
    archive.lossesTo((_, number) -> lost.add(number));
    MediaBytes bytes = MediaBytes.copyOf(List.of(ByteBuffer.allocate(BYTES)));
    RenditionName name = new RenditionName("c", "v");
    archive.restore(name, segment(1).withParts(List.of(new Part(0, TWO_SECONDS, true, bytes))));
    archive.restore(name, segment(2));
    archive.restore(name, segment(3));
    assertThat(store.waiting()).isEqualTo(1);
    store.take();
    assertThat(store.log().getLast().key()).isEqualTo("live/c/v/e-1.m4s");
    assertThat(lost).containsExactly(3L);
  }
}
