package dev.headwater.media.hls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.media.Fixtures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaylistTest {
  @ParameterizedTest
  @MethodSource("dev.headwater.media.hls.PlaylistCases#all")
  void theValueIsWrittenAsTheText(PlaylistCases.Case table) {
    assertThat(table.playlist().text()).isEqualTo(table.text());
  }

  @ParameterizedTest
  @MethodSource("dev.headwater.media.hls.PlaylistCases#all")
  void theTextIsParsedToTheValue(PlaylistCases.Case table) throws PlaylistException {
    assertThat(Playlist.parse(table.text())).isEqualTo(table.playlist());
  }

  @ParameterizedTest
  @MethodSource("dev.headwater.media.hls.PlaylistCases#all")
  void linesMayEndInCarriageReturnAndTheLastInNothing(PlaylistCases.Case table)
      throws PlaylistException {
    assertThat(Playlist.parse(table.text().replace("\n", "\r\n"))).isEqualTo(table.playlist());
    assertThat(Playlist.parse(table.text().stripTrailing())).isEqualTo(table.playlist());
  }

  /** Section 6.3.1. */
  @Test
  void commentsBlankLinesAndUnknownTagsAreIgnored() throws PlaylistException {
    MediaPlaylist playlist =
        MediaPlaylist.parse(
            """
            #EXTM3U
            # a comment

            #EXT-X-TARGETDURATION:1
            #EXT-X-FUTURE:WHAT="EVER"
            #EXTINF:1,
            #
            a.ts
            """);
    assertThat(playlist.version()).isEqualTo(1);
    assertThat(playlist.segments()).extracting(MediaSegment::uri).containsExactly("a.ts");
  }

  @Test
  void unknownAttributesAreIgnored() throws PlaylistException {
    MultivariantPlaylist playlist =
        MultivariantPlaylist.parse(
            """
            #EXTM3U
            #EXT-X-STREAM-INF:X-A="b,c=d",BANDWIDTH=5,VIDEO-RANGE=SDR
            a.m3u8
            """);
    assertThat(playlist.variants()).extracting(VariantStream::bandwidth).containsExactly(5L);
  }

  /** Section 6.3.8. */
  @Test
  void hintsOfAnUnknownTypeAreIgnored() throws PlaylistException {
    MediaPlaylist playlist =
        MediaPlaylist.parse(
            """
            #EXTM3U
            #EXT-X-TARGETDURATION:1
            #EXT-X-PRELOAD-HINT:TYPE=KEY,URI="k"
            #EXT-X-PRELOAD-HINT:TYPE=MAP,URI="m"
            """);
    assertThat(playlist.lowLatency().preloadHints()).containsExactly(PreloadHint.map("m"));
  }

  /** Section 4.4.2. */
  @Test
  void aMultivariantPlaylistMaySayWhereToStart() throws PlaylistException {
    MultivariantPlaylist playlist =
        MultivariantPlaylist.parse(
            "#EXTM3U\n#EXT-X-START:TIME-OFFSET=4\n#EXT-X-STREAM-INF:BANDWIDTH=5\na.m3u8\n");
    assertThat(playlist.variants()).hasSize(1);
  }

  @Test
  void aServerControlThatSaysNothingIsNone() throws PlaylistException {
    String text = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-SERVER-CONTROL:X-A=1\n";
    assertThat(MediaPlaylist.parse(text)).isEqualTo(MediaPlaylist.of(1, 1, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T12:00:00.5Z",
        "2026-01-01T12:00:00.500+0000",
        "2026-01-01T09:00:00.500-03:00",
        "2026-01-01T12:00:00.500000000+00",
      })
  void datesComeInManyForms(String date) throws PlaylistException {
    String text =
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-PROGRAM-DATE-TIME:" + date + "\n#EXTINF:1,\na\n";
    assertThat(MediaPlaylist.parse(text).segments().getFirst().programDateTime())
        .contains(Instant.parse("2026-01-01T12:00:00.500Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"low", "high", "mono"})
  void whatFfmpegWritesIsUnderstood(String folder) throws PlaylistException {
    String text = new String(Fixtures.bytes(folder + "/ffmpeg.m3u8"), StandardCharsets.UTF_8);
    MediaPlaylist playlist = MediaPlaylist.parse(text);
    assertThat(playlist.ended()).isTrue();
    assertThat(playlist.type()).contains(MediaPlaylist.Type.VOD);
    assertThat(playlist.segments().getFirst().map()).contains(MediaMap.of("init.mp4"));
    assertThat(playlist.segments().getFirst().duration())
        .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1003));
  }
}
