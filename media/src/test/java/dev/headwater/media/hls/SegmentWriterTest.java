package dev.headwater.media.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentWriterTest {
  /** What a server does that keeps the lines of each segment. */
  @ParameterizedTest
  @MethodSource("dev.headwater.media.hls.PlaylistCases#media")
  void linesWrittenOneByOneMakeTheWhole(PlaylistCases.Case table) {
    MediaPlaylist playlist = (MediaPlaylist) table.playlist();
    StringBuilder text = new StringBuilder(playlist.head());
    Optional<MediaSegment> previous = Optional.empty();
    for (MediaSegment segment : playlist.segments()) {
      text.append(following(previous).append(segment).text());
      previous = Optional.of(segment);
    }
    SegmentWriter writer = following(previous);
    playlist.lowLatency().openSegment().ifPresent(writer::append);
    assertThat(text.append(writer.text()).append(playlist.tail())).hasToString(table.text());
  }

  private static SegmentWriter following(Optional<MediaSegment> previous) {
    return previous.map(SegmentWriter::after).orElseGet(SegmentWriter::new);
  }

  @Test
  void partsAreLeftOutOfASegmentThatIsFarFromTheEdge() {
    MediaSegment segment =
        MediaSegment.of("0.m4s", Duration.ofSeconds(1))
            .withParts(List.of(PartialSegment.of("0.0.m4s", Duration.ofSeconds(1), true)));
    assertThat(new SegmentWriter().append(segment).text())
        .isEqualTo("#EXT-X-PART:DURATION=1,URI=\"0.0.m4s\",INDEPENDENT=YES\n#EXTINF:1,\n0.m4s\n");
    assertThat(new SegmentWriter().append(segment.withParts(List.of())).text())
        .isEqualTo("#EXTINF:1,\n0.m4s\n");
  }

  @Test
  void anHourOfSegmentsParsesToItself() throws PlaylistException {
    MediaMap map = MediaMap.of("init.mp4");
    Instant start = Instant.parse("2026-12-31T23:30:00Z");
    List<MediaSegment> hour =
        IntStream.range(0, 3_600)
            .mapToObj(n ->
                MediaSegment.of(n + ".m4s", Duration.ofMillis(1001))
                    .withMap(map)
                    .withProgramDateTime(start.plusMillis(1001L * n)))
            .toList();
    MediaPlaylist playlist = MediaPlaylist.of(6, 1, hour);
    assertThat(MediaPlaylist.parse(playlist.text())).isEqualTo(playlist);
  }
}
