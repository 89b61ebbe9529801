package dev.headwater.media.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.m3u8.parser.ParsingMode;
import io.lindstrom.m3u8.parser.PlaylistParserException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A parser that others wrote, in its strict mode, understands every playlist written here. */
class ForeignParserTest {
  @ParameterizedTest
  @MethodSource("dev.headwater.media.hls.PlaylistCases#all")
  void aStrictParserUnderstandsEveryCase(PlaylistCases.Case table) throws PlaylistParserException {
    switch (table.playlist()) {
      case MultivariantPlaylist ours -> compare(ours);
      case MediaPlaylist ours -> compare(ours);
    }
  }

  private static void compare(MultivariantPlaylist ours) throws PlaylistParserException {
    var theirs = new MasterPlaylistParser(ParsingMode.STRICT).readPlaylist(ours.text());
    assertThat(theirs.independentSegments()).isEqualTo(ours.independentSegments());
    assertThat(theirs.alternativeRenditions()).hasSameSizeAs(ours.renditions());
    assertThat(theirs.variants())
        .extracting(variant -> variant.uri() + " " + variant.bandwidth() + variant.codecs())
        .containsExactlyElementsOf(
            ours.variants().stream()
                .map(variant -> variant.uri() + " " + variant.bandwidth() + variant.codecs())
                .toList());
  }

  private static void compare(MediaPlaylist ours) throws PlaylistParserException {
    var theirs = new MediaPlaylistParser(ParsingMode.STRICT).readPlaylist(ours.text());
    assertThat(theirs.targetDuration()).isEqualTo(ours.targetDurationSeconds());
    assertThat(theirs.mediaSequence()).isEqualTo(ours.mediaSequence());
    assertThat(theirs.ongoing()).isEqualTo(!ours.ended());
    assertThat(theirs.mediaSegments()).hasSameSizeAs(ours.segments());
    for (int i = 0; i < ours.segments().size(); i++) {
      MediaSegment our = ours.segments().get(i);
      var their = theirs.mediaSegments().get(i);
      assertThat(their.uri()).isEqualTo(our.uri());
      assertThat(their.duration()).isEqualTo(our.duration().toNanos() / 1e9);
      assertThat(their.discontinuity()).isEqualTo(our.discontinuity());
      assertThat(their.gap()).isEqualTo(our.gap());
      assertThat(their.partialSegments()).hasSameSizeAs(our.parts());
    }
    LowLatency lowLatency = ours.lowLatency();
    assertThat(theirs.partialSegments())
        .extracting(part -> part.uri())
        .isEqualTo(
            lowLatency.openSegment().map(OpenSegment::parts).orElse(List.of()).stream()
                .map(PartialSegment::uri)
                .toList());
    assertThat(theirs.partialSegmentInformation().map(info -> info.partTargetDuration()))
        .isEqualTo(lowLatency.partTarget().map(target -> target.toNanos() / 1e9));
    assertThat(theirs.skip().map(skip -> skip.skippedSegments()))
        .isEqualTo(lowLatency.skip().map(Skip::segments));
    assertThat(theirs.renditionReports()).hasSameSizeAs(lowLatency.renditionReports());
  }
}
