package dev.headwater.edge.live.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.Resolution;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelTimelineTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Track.Coded VIDEO =
      new Track.Video(1, 90_000, new SampleDefaults(0, 0), "avc1.64001f", new Resolution(320, 180));
  private static final Track.Coded AUDIO =
      new Track.Audio(
          1, 48_000, new SampleDefaults(0, 0), "mp4a.40.2", 48_000, 2, Optional.empty());
  private static final Terms LOW =
      new Terms(
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Optional.of(Duration.ofMillis(350)),
          Duration.ofSeconds(24),
          Duration.ofSeconds(16));

  private final Map<String, RenditionView> views = new HashMap<>();
  private final List<String> left = new ArrayList<>();
  private int epochs;
  private long sent;
  private Instant now = START;
  private ChannelTimeline timeline = timeline(LOW, 0);

  private ChannelTimeline timeline(Terms terms, long firstNumber) {
    return timeline(terms, new Past(firstNumber, 0, List.of()));
  }

  private ChannelTimeline timeline(Terms terms, Past past) {
    return new ChannelTimeline(
        terms,
        _ -> "e" + ++epochs,
        past,
        new TimelineListener() {
          @Override
          public void published(RenditionView view) {
            views.put(view.rendition(), view);
          }

          @Override
          public void finished(String rendition, Segment segment) {}

          @Override
          public void begun(Rendition rendition, Epoch epoch, MediaBytes header) {}

          @Override
          public void renamed(String rendition, String epoch, MediaBytes header) {}

          @Override
          public void left(String rendition, Segment segment) {
            left.add(rendition + " " + segment.number());
          }

          @Override
          public void forgotten(String rendition, String epoch) {
            left.add(rendition + " epoch " + epoch);
          }

          @Override
          public void ended() {}

          @Override
          public void gone(String rendition) {
            left.add(rendition);
          }
        });
  }

  @AfterEach
  void close() {
    timeline.close();
  }

  private void header(String track, Track.Coded declared, String text) {
    timeline.header(
        track, ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), declared);
  }

  /** A fragment of a third of a second, or so. */
  private void send(String track, long startMillis, long millis, boolean independent)
      throws UnfitMediaException {
    now = now.plusMillis(millis);
    send(track, startMillis, millis, independent, ByteBuffer.allocate(8).putLong(0, ++sent));
  }

  private void send(
      String track, long startMillis, long millis, boolean independent, ByteBuffer bytes)
      throws UnfitMediaException {
    timeline.fragment(
        track,
        new Fragment(
            bytes,
            Duration.ofMillis(startMillis),
            Duration.ofMillis(millis),
            independent,
            Optional.empty()),
        now);
  }

  /** Pictures from a place on, in fragments of 320 ms, with a key frame each GOP. */
  private void video(String track, long fromMillis, long untilMillis, long gopMillis)
      throws UnfitMediaException {
    for (long at = fromMillis; at < untilMillis; ) {
      long gopEnd = (at / gopMillis + 1) * gopMillis;
      long length = Math.min(320, gopEnd - at);
      send(track, at, length, at % gopMillis == 0);
      at += length;
    }
  }

  private List<Long> numbers(String track) {
    return view(track).segments().stream().map(Segment::number).toList();
  }

  private RenditionView view(String track) {
    RenditionView view = views.get(track);
    assertThat(view).as("what is published of %s", track).isNotNull();
    return java.util.Objects.requireNonNull(view);
  }

  @Test
  void eachFragmentThatFillsAPartIsPublishedAtOnce() throws Exception {
    header("v", VIDEO, "h");
    send("v", 0, 320, true);
    assertThat(view("v").nextPart()).isEqualTo(1);
    send("v", 320, 320, false);
    assertThat(view("v").nextPart()).isEqualTo(2);
    assertThat(view("v").reaches(0, 1)).isTrue();
    assertThat(view("v").reaches(0, 2)).isFalse();
    assertThat(view("v").expected()).isEqualTo(new RenditionView.Place(0, 2));
  }

  /** Section 4.4.5.3: sound whose parts don't divide a segment has one more in some of them. */
  @Test
  void thePartThatIsHintedAtIsTheOneThatComes() throws Exception {
    header("v", VIDEO, "h");
    header("a", AUDIO, "h");
    long sound = 0;
    RenditionView.Place hint = new RenditionView.Place(0, 0);
    for (long at = 0; at < 30_000; ) {
      long length = Math.min(320, 2000 - at % 2000);
      send("v", at, length, at % 2000 == 0);
      at += length;
      for (; sound + 341 < at; sound += 341) {
        send("a", sound, 341, true);
        RenditionView view = view("a");
        assertThat(new RenditionView.Place(view.nextNumber(), view.nextPart() - 1)).isEqualTo(hint);
        hint = view.expected();
      }
    }
    assertThat(view("a").segments()).extracting(segment -> segment.parts().size()).contains(5, 6);
  }

  @Test
  void shortFragmentsAreGroupedIntoParts() throws Exception {
    header("v", VIDEO, "h");
    for (int i = 0; i < 16; i++) {
      send("v", i * 80L, 80, i == 0);
    }
    assertThat(view("v").open().orElseThrow().parts())
        .extracting(Part::duration)
        .containsOnly(Duration.ofMillis(320))
        .hasSize(4);
  }

  /** Section 4.4.4.9: 85% of the part target, but for a segment's last part. */
  @Test
  void fragmentsThatMakeNoPartsAreRefused() throws Exception {
    header("v", VIDEO, "h");
    send("v", 0, 200, true);
    assertThatThrownBy(() -> send("v", 200, 200, false))
        .hasMessage("fragments that make parts of 200 ms (expected: 298 to 350 ms)");
  }

  @Test
  void aFragmentLongerThanAPartIsRefused() {
    header("v", VIDEO, "h");
    assertThatThrownBy(() -> send("v", 0, 500, true))
        .hasMessageStartingWith("a fragment of 500 ms (expected: at most 350 ms");
  }

  @Test
  void withoutKeyFramesAnEncoderIsToldSo() {
    header("v", VIDEO, "h");
    assertThatThrownBy(() -> video("v", 0, 10_000, 10_000))
        .hasMessageStartingWith("no key frame for 4.");
  }

  @Test
  void soundIsCutWhereThePicturesHaveTheirKeyFrames() throws Exception {
    header("v", VIDEO, "h");
    header("a", AUDIO, "h");
    for (int second = 0; second < 9; second += 3) {
      video("v", second * 1000L, second * 1000L + 3000, 3000);
      for (long at = second * 1000L; at < second * 1000L + 3000; at += 300) {
        send("a", at, 300, true);
      }
    }
    assertThat(numbers("v")).containsExactly(0L, 1L);
    assertThat(view("v").segments())
        .extracting(Segment::duration)
        .containsOnly(Duration.ofSeconds(3));
    assertThat(numbers("a")).containsExactly(0L, 1L);
    assertThat(view("a").segments().get(1).at()).isEqualTo(view("v").segments().get(1).at());
  }

  /** As encoders of HLS do, which send a track's segment when it is whole, and headers with it. */
  @Test
  void soundThatComesBeforeThePicturesInWholeSegmentsFollowsThem() throws Exception {
    for (long at = 0; at < 12_000; at += 2000) {
      header("a", AUDIO, "h");
      for (long sound = at; sound < at + 2000; sound += 334) {
        send("a", sound, Math.min(334, at + 2000 - sound), true);
        now = now.minusMillis(334); // all at once
      }
      header("v", VIDEO, "h");
      video("v", at, at + 2000, 2000);
    }
    assertThat(numbers("v").size()).isGreaterThanOrEqualTo(4);
    assertThat(numbers("a").size()).isGreaterThanOrEqualTo(4);
    assertThat(view("v").epoch()).isEqualTo(view("a").epoch()).isEqualTo("e1");
  }

  @Test
  void soundAloneLeadsItself() throws Exception {
    header("a", AUDIO, "h");
    for (long at = 0; at < 9000; at += 300) {
      send("a", at, 300, true);
    }
    assertThat(numbers("a")).containsExactly(0L, 1L, 2L);
  }

  @Test
  void anEncoderThatBeginsAnewGoesOnWithNumbersAfterADiscontinuity() throws Exception {
    header("v", VIDEO, "h");
    video("v", 0, 4960, 2000);
    assertThat(view("v").epoch()).isEqualTo("e1");
    header("v", VIDEO, "another");
    video("v", 0, 5000, 2000);
    RenditionView view = view("v");
    assertThat(view.epoch()).isEqualTo("e2");
    assertThat(numbers("v")).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(view.segments())
        .extracting(Segment::discontinuity)
        .containsExactly(false, false, false, true, false);
    assertThat(view.segments().get(2).duration())
        .as("ended early")
        .isEqualTo(Duration.ofMillis(960));
  }

  @Test
  void allRenditionsBeginTheNewEpochAtOneNumber() throws Exception {
    header("v", VIDEO, "h");
    header("w", VIDEO, "h");
    video("v", 0, 4000, 2000);
    video("w", 0, 4000, 2000);
    header("w", VIDEO, "another"); // the follower is back first
    video("w", 0, 640, 2000);
    header("v", VIDEO, "another");
    video("v", 0, 4000, 2000);
    video("w", 640, 4000, 2000);
    long first =
        view("v").segments().stream()
            .filter(Segment::discontinuity)
            .findFirst()
            .orElseThrow()
            .number();
    assertThat(view("w").segments().stream().filter(Segment::discontinuity).map(Segment::number))
        .containsExactly(first);
  }

  @Test
  void aJumpOfTheEncodersClockIsADiscontinuity() throws Exception {
    header("v", VIDEO, "h");
    video("v", 0, 4000, 2000);
    video("v", 100_000, 104_000, 2000);
    assertThat(view("v").epoch()).isEqualTo("e2");
    assertThat(view("v").segments()).extracting(Segment::discontinuity).contains(true);
  }

  @Test
  void whatHasLeftTheWindowIsToldAndCounted() throws Exception {
    header("v", VIDEO, "h");
    video("v", 0, 6000, 2000);
    header("v", VIDEO, "another");
    video("v", 0, 60_000, 2000);
    RenditionView view = view("v");
    assertThat(view.duration()).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(26));
    assertThat(view.discontinuitySequence()).isEqualTo(1);
    assertThat(left).startsWith("v 0", "v 1", "v 2");
    assertThat(view.segments().getFirst().parts()).as("bytes of what is old").isEmpty();
    assertThat(view.segments().getLast().parts()).isNotEmpty();
  }

  @Test
  void numbersGoOnWhereTheChannelWasBefore() throws Exception {
    timeline.close();
    timeline = timeline(LOW, 77);
    header("v", VIDEO, "h");
    video("v", 0, 5000, 2000);
    assertThat(numbers("v")).containsExactly(77L, 78L);
  }

  private static PastRendition past(String track, Track.Coded declared, long first, int count) {
    List<Segment> segments =
        java.util.stream.LongStream.range(first, first + count)
            .mapToObj(number ->
                new Segment(
                    number,
                    "before",
                    Duration.ofSeconds(2 * number),
                    Duration.ofSeconds(2),
                    START.minusSeconds(2 * (100 - number)),
                    number == first + 1,
                    false,
                    1000,
                    List.of()))
            .toList();
    return new PastRendition(new Rendition(track, declared), segments, 3);
  }

  @Test
  void whatWasBeforeIsThereAgainAndGoesOnAfterADiscontinuity() throws Exception {
    timeline.close();
    timeline = timeline(LOW, new Past(45, 3, List.of(past("v", VIDEO, 40, 4))));
    timeline.resume();
    assertThat(numbers("v")).containsExactly(40L, 41L, 42L, 43L);
    assertThat(view("v").discontinuitySequence()).isEqualTo(3);
    assertThat(view("v").epochOf(44)).as("named in a preload hint").isEqualTo("before");
    assertThat(timeline.renditions()).extracting(Rendition::id).containsExactly("v");
    header("v", VIDEO, "h");
    video("v", 0, 5000, 2000);
    assertThat(numbers("v")).containsExactly(40L, 41L, 42L, 43L, 44L, 45L, 46L);
    assertThat(view("v").segments())
        .extracting(Segment::discontinuity)
        .containsExactly(false, true, false, false, false, true, false);
    Segment open = view("v").segments().get(4);
    assertThat(open.gap()).as("the one that was open").isTrue();
    assertThat(open.epoch())
        .as("players have seen parts of it as that epoch's")
        .isEqualTo("before");
  }

  /** By a node that has seen more of it than was written down. */
  @Test
  void whatWasOpenEndsWithWhatCameOfIt() throws Exception {
    timeline.close();
    PastRendition written = past("v", VIDEO, 40, 4);
    Part part =
        new Part(
            0, Duration.ofMillis(300), true, MediaBytes.copyOf(List.of(ByteBuffer.allocate(9))));
    Segment open =
        new RenditionView.Open(44, "before", START, false, Duration.ofSeconds(2), List.of(part))
            .whole(Duration.ofSeconds(88));
    PastRendition told =
        new PastRendition(written.rendition(), written.segments(), 3, List.of(open));
    timeline = timeline(LOW, new Past(45, 3, List.of(told)));
    timeline.resume();
    assertThat(view("v").segments().getLast()).isEqualTo(open);
    assertThat(open.lengthBytes()).isEqualTo(9);
    header("v", VIDEO, "h");
    video("v", 0, 5000, 2000);
    assertThat(numbers("v")).containsExactly(40L, 41L, 42L, 43L, 44L, 45L, 46L);
    assertThat(view("v").segments()).noneMatch(Segment::gap);
    assertThat(view("v").segments().get(5).discontinuity()).isTrue();
  }

  @Test
  void whatHasLeftTheWindowMeanwhileIsNotThereAgain() {
    timeline.close();
    timeline = timeline(LOW, new Past(45, 3, List.of(past("v", VIDEO, 20, 24))));
    timeline.resume();
    assertThat(view("v").duration()).isEqualTo(Duration.ofSeconds(24));
    assertThat(view("v").discontinuitySequence()).isEqualTo(4);
    assertThat(left).startsWith("v 20", "v 21").hasSize(12);
  }

  @Test
  void aRenditionThatDoesNotComeAgainLeaves() throws Exception {
    timeline.close();
    timeline =
        timeline(LOW, new Past(45, 3, List.of(past("v", VIDEO, 42, 2), past("w", VIDEO, 42, 2))));
    timeline.resume();
    header("v", VIDEO, "h");
    video("v", 0, 8000, 2000);
    assertThat(timeline.renditions()).extracting(Rendition::id).containsExactly("w", "v");
    video("v", 8000, 12_000, 2000);
    assertThat(timeline.renditions()).extracting(Rendition::id).containsExactly("v");
    assertThat(left).containsExactly("w 42", "w 43", "w epoch before", "w");
  }

  @Test
  void theEndOfAProgrammeEndsThePlaylists() throws Exception {
    header("v", VIDEO, "h");
    video("v", 0, 3000, 2000);
    timeline.end();
    assertThat(view("v").ended()).isTrue();
    assertThat(numbers("v")).containsExactly(0L, 1L);
    video("v", 0, 3000, 2000); // and goes on when it comes again
    assertThat(view("v").ended()).isFalse();
    assertThat(numbers("v")).containsExactly(0L, 1L, 2L);
  }

  /** As after a failure, when an encoder isn't sure what arrived. */
  @Test
  void whatIsSentTwiceIsTakenOnce() throws Exception {
    header("v", VIDEO, "h");
    ByteBuffer first = ByteBuffer.allocate(4).putInt(0, 1);
    ByteBuffer second = ByteBuffer.allocate(4).putInt(0, 2);
    send("v", 0, 320, true, first);
    send("v", 320, 320, false, second);
    header("v", VIDEO, "h");
    send("v", 0, 320, true, first);
    send("v", 320, 320, false, second);
    send("v", 640, 320, false);
    assertThat(view("v").epoch()).isEqualTo("e1");
    assertThat(view("v").nextPart()).isEqualTo(3);
  }

  /** An encoder that plays a file, and is started again. */
  @Test
  void whoGoesOnSendingTheSameHasBegunAnew() throws Exception {
    header("v", VIDEO, "h");
    for (int turn = 0; turn < 2; turn++) {
      for (int i = 0; i < 21; i++) {
        now = now.plusMillis(300);
        send("v", i * 300L, 300, i % 7 == 0, ByteBuffer.allocate(4).putInt(0, i));
      }
    }
    assertThat(view("v").epoch()).isEqualTo("e2");
    assertThat(numbers("v")).containsExactly(0L, 1L, 2L, 3L);
    assertThat(view("v").nextPart()).isEqualTo(7);
  }

  @Test
  void aFollowerThatLostSomethingGoesOnInTheSameEpoch() throws Exception {
    header("v", VIDEO, "h");
    header("a", AUDIO, "h");
    for (long at = 0; at < 9000; at += 3000) {
      video("v", at, at + 3000, 3000);
      for (long sound = at; sound < at + 3000; sound += 300) {
        if (sound < 3000 || sound >= 4500) {
          send("a", sound, 300, true);
        }
      }
    }
    assertThat(view("a").epoch()).isEqualTo("e1");
    assertThat(numbers("a")).containsExactly(0L, 1L);
    assertThat(view("a").segments()).extracting(Segment::discontinuity).containsOnly(false);
  }

  @Test
  void aFragmentBeforeItsHeaderIsRefused() {
    assertThatThrownBy(() -> send("v", 0, 300, true))
        .hasMessage("a fragment before any header (expected: ftyp and moov first)");
  }
}
