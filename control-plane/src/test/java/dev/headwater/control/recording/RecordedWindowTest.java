package dev.headwater.control.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headwater.control.recording.RecordingException.Kind;
import dev.headwater.media.hls.MediaMap;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MediaSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Segments 100 to 103 of epoch e begin at noon, 104 to 106 of epoch f a minute after; each lasts
 * two seconds.
 */
class RecordedWindowTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration TWO = Duration.ofSeconds(2);

  private static RecordedPlaylist playlist(String rendition, Set<Long> gaps, long first) {
    List<MediaSegment> segments = new ArrayList<>();
    for (long number = first; number <= 106; number++) {
      boolean later = number >= 104;
      String epoch = later ? "f" : "e";
      Duration since = TWO.multipliedBy(later ? number - 74 : number - 100);
      segments.add(
          MediaSegment.of(epoch + "-" + number + ".m4s", TWO)
              .withMap(MediaMap.of(epoch + "-init.mp4"))
              .withDiscontinuity(number == 104)
              .withProgramDateTime(NOON.plus(since))
              .withGap(gaps.contains(number)));
    }
    return RecordedPlaylist.of(
        rendition, MediaPlaylist.of(8, 4, segments).withMediaSequence(first).withEnded(true));
  }

  private static RecordedPlaylist playlist(String rendition) {
    return playlist(rendition, Set.of(), 100);
  }

  private static RecordedWindow window(
      List<RecordedPlaylist> pictures, List<RecordedPlaylist> sounds, long from, long to) {
    return RecordedWindow.of(pictures, sounds, NOON.plusSeconds(from), NOON.plusSeconds(to));
  }

  private static String told(RecordedWindow window) {
    return window.runs().stream()
        .map(run ->
            run.tracks().stream()
                .map(track -> String.join(" ", track.segments()))
                .collect(Collectors.joining(", ")))
        .collect(Collectors.joining(" | "));
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({
    "0, 4, v/e-100.m4s v/e-101.m4s",
    "1, 5, v/e-100.m4s v/e-101.m4s v/e-102.m4s",
    "6, 62, v/e-103.m4s | v/f-104.m4s",
    "50, 99, v/f-104.m4s v/f-105.m4s v/f-106.m4s",
  })
  void itHasTheSegmentsOfThatTimeInRuns(long from, long to, String has) {
    RecordedWindow window = window(List.of(playlist("v")), List.of(), from, to);
    assertThat(told(window)).isEqualTo(has);
  }

  @Test
  void aRunSaysWhatItsSegmentsAreParsedByAndWhenItWas() {
    RecordedWindow window = window(List.of(playlist("v")), List.of(playlist("a")), 4, 62);
    RecordedWindow.Run later = window.runs().getLast();
    assertThat(later.at()).isEqualTo(NOON.plusSeconds(60));
    assertThat(later.tracks())
        .containsExactly(
            new RecordedWindow.Track("v", "v/f-init.mp4", List.of("v/f-104.m4s")),
            new RecordedWindow.Track("a", "a/f-init.mp4", List.of("a/f-104.m4s")));
    assertThat(window.segments()).isEqualTo(6);
  }

  @Test
  void picturesThatLackASegmentAreLeftOut() {
    RecordedPlaylist lacking = playlist("low", Set.of(102L), 100);
    assertThat(told(window(List.of(playlist("high"), lacking), List.of(), 0, 8)))
        .doesNotContain("low");
  }

  @Test
  void soundMayBeginALittleLater() {
    RecordedWindow window =
        window(List.of(playlist("v")), List.of(playlist("a", Set.of(), 101)), 0, 4);
    assertThat(told(window)).isEqualTo("v/e-100.m4s v/e-101.m4s, a/e-101.m4s");
  }

  @Test
  void nothingIsMadeWithoutSoundThatTheChannelHas() {
    RecordedPlaylist lacking = playlist("a", Set.of(102L), 100);
    assertThatExceptionOfType(RecordingException.class)
        .isThrownBy(() -> window(List.of(playlist("v")), List.of(lacking), 0, 8))
        .matches(failure -> failure.kind() == Kind.LOST)
        .withMessageContaining("some of the sound");
  }

  @Test
  void aTimeInWhichNothingCameIsNothing() {
    assertThatExceptionOfType(RecordingException.class)
        .isThrownBy(() -> window(List.of(playlist("v")), List.of(), 20, 30))
        .matches(failure -> failure.kind() == Kind.NOTHING);
  }
}
