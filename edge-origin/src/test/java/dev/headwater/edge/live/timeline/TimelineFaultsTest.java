package dev.headwater.edge.live.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.Resolution;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What encoders shouldn't send. */
class TimelineFaultsTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration SEGMENT = Duration.ofSeconds(2);
  private static final Track.Coded VIDEO =
      new Track.Video(1, 90_000, SampleDefaults.NONE, "avc1.64001f", new Resolution(320, 180));
  private static final Track.Coded AUDIO =
      new Track.Audio(1, 48_000, SampleDefaults.NONE, "mp4a.40.2", 48_000, 2, Optional.empty());
  private static final Terms LOW =
      new Terms(
          SEGMENT,
          Duration.ofSeconds(4),
          Optional.of(Duration.ofMillis(350)),
          Duration.ofSeconds(24),
          Duration.ofSeconds(16));

  private final Map<String, RenditionView> views = new HashMap<>();
  private final ByteBuffer large = ByteBuffer.allocate(9 << 20);
  private int epochs;
  private long sent;
  private final ChannelTimeline timeline =
      new ChannelTimeline(LOW, _ -> "e" + ++epochs, Past.NONE, new LatestViews(views));

  @AfterEach
  void close() {
    timeline.close();
  }

  private void header(String track, Track.Coded declared, String text) {
    timeline.header(track, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), declared);
  }

  private void send(String track, long startMillis, long millis, boolean independent)
      throws UnfitMediaException {
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
        START.plusMillis(startMillis));
  }

  /** A segment of pictures, in six fragments. */
  private void segment(String track, long number) throws UnfitMediaException {
    for (int i = 0; i < 6; i++) {
      send(track, 2000 * number + 333L * i, i == 5 ? 335 : 333, i == 0);
    }
  }

  /** As much of sound. */
  private void sound(String track, long number) throws UnfitMediaException {
    for (int i = 0; i < 6; i++) {
      send(track, 2000 * number + 333L * i, i == 5 ? 335 : 333, true);
    }
  }

  private RenditionView view(String track) {
    return Objects.requireNonNull(views.get(track), track);
  }

  @Test
  void soundThatDoesNotFitIsRefusedToItsSenderAndPicturesGoOn() throws Exception {
    header("v", VIDEO, "v");
    header("a", AUDIO, "a");
    segment("v", 0);
    send("a", 0, 333, true);
    send("a", 333, 333, true);
    send("a", 1990, 400, true); // longer than a part, and not decided yet
    segment("v", 1);
    segment("v", 2);
    assertThat(view("v").lastNumber()).isEqualTo(1);
    assertThatThrownBy(() -> send("a", 2390, 333, true)).hasMessageContaining("400 ms");
    send("a", 2723, 333, true);
    sound("a", 2);
    segment("v", 3);
    assertThat(view("a").nextNumber()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void whatCouldNotBeWrittenIsAGapOnceItHasLeftMemory() throws Exception {
    header("v", VIDEO, "v");
    for (int i = 0; i < 3; i++) {
      segment("v", i);
    }
    timeline.unwritten("v", 1);
    timeline.unwritten("v", 100); // nobody has it
    assertThat(view("v").segments()).noneMatch(Segment::gap);
    for (int i = 3; i < 11; i++) {
      segment("v", i);
    }
    assertThat(view("v").segments().getFirst().parts()).as("out of memory").isEmpty();
    assertThat(view("v").segments())
        .filteredOn(Segment::gap)
        .extracting(Segment::number)
        .containsExactly(1L);
    timeline.unwritten("v", 0);
    assertThat(view("v").segments())
        .filteredOn(Segment::gap)
        .extracting(Segment::number)
        .containsExactly(0L, 1L);
  }

  @Test
  void theProgrammeEndsInAllRenditionsThoughOneHasWhatDoesNotFit() throws Exception {
    header("a", AUDIO, "a");
    header("v", VIDEO, "v");
    segment("v", 0);
    send("a", 0, 333, true);
    send("a", 1990, 400, true);
    timeline.end();
    assertThat(view("v").ended()).isTrue();
    assertThat(view("a").ended()).isTrue();
  }

  @Test
  void anotherHeaderOfTheSoundBeginsAnEpochAtTheNextKeyFrame() throws Exception {
    header("v", VIDEO, "v");
    header("a", AUDIO, "a");
    for (int i = 0; i < 2; i++) {
      segment("v", i);
      sound("a", i);
    }
    header("a", AUDIO, "another");
    for (int i = 2; i < 5; i++) {
      segment("v", i);
      sound("a", i);
    }
    assertThat(view("v").epoch()).isEqualTo("e2");
    assertThat(view("a").epoch()).isEqualTo("e2");
    assertThat(view("v").segments().stream().filter(Segment::discontinuity).map(Segment::number))
        .containsExactly(2L);
    assertThat(view("v").segments()).noneMatch(Segment::gap);
  }

  @Test
  void whatWasAwayForLongerThanAPlaylistLastsBringsNoGaps() throws Exception {
    header("v", VIDEO, "v");
    header("w", VIDEO, "w");
    segment("v", 0);
    segment("w", 0);
    for (int i = 1; i < 40; i++) {
      segment("v", i);
    }
    segment("w", 39);
    segment("v", 40);
    segment("v", 41);
    assertThat(view("w").segments()).noneMatch(Segment::gap);
    assertThat(view("w").nextNumber()).isGreaterThanOrEqualTo(39);
  }

  @Test
  void aSegmentWithoutAnEndIsRefused() throws Exception {
    header("v", VIDEO, "v");
    segment("v", 0);
    assertThatThrownBy(() -> endless("v")).hasMessageContaining("bytes");
  }

  @Test
  void whatWaitsForTheLeadingTrackIsBounded() throws Exception {
    header("v", VIDEO, "v");
    header("a", AUDIO, "a");
    segment("v", 0);
    send("a", 0, 333, true);
    send("a", 1999, 0, true);
    assertThatThrownBy(() -> endless("a")).isInstanceOf(UnfitMediaException.class);
  }

  /** Fragments that last no time. */
  private void endless(String track) throws UnfitMediaException {
    for (int i = 0; i < 8; i++) {
      large.putLong(0, ++sent);
      send(track, 2000, 0, false, large.duplicate());
    }
  }
}
