package dev.headwater.media.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headwater.media.Fixtures;
import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import dev.headwater.media.Ticks;
import dev.headwater.media.dash.AdaptationSet;
import dev.headwater.media.dash.Representation;
import dev.headwater.media.dash.SegmentTemplate;
import dev.headwater.media.hls.MediaKey;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MediaSegment;
import dev.headwater.media.hls.MultivariantPlaylist;
import dev.headwater.media.hls.Playlist;
import dev.headwater.media.hls.PlaylistException;
import dev.headwater.media.hls.Rendition;
import dev.headwater.media.hls.VariantStream;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VodPresentationTest {
  private final VodPresentation both =
      new VodPresentation(
          List.of(MeasuredFixtures.low(), MeasuredFixtures.high(), MeasuredFixtures.mono()));

  @Test
  void theMultivariantPlaylistDescribesEveryRendition() {
    assertThat(both.multivariantPlaylist().text())
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="1",URI="mono/index.m3u8"
            #EXT-X-STREAM-INF:BANDWIDTH=82249,AVERAGE-BANDWIDTH=76704,CODECS="avc1.64000a,mp4a.40.2",RESOLUTION=96x64,FRAME-RATE=23.976,AUDIO="audio"
            high/index.m3u8
            #EXT-X-STREAM-INF:BANDWIDTH=47958,AVERAGE-BANDWIDTH=43956,CODECS="avc1.64000a,mp4a.40.2",RESOLUTION=64x64,FRAME-RATE=24.000,AUDIO="audio"
            low/index.m3u8
            """);
  }

  @Test
  void filesArePublishedWithTheMultivariantPlaylistLast() {
    assertThat(both.files().sequencedKeySet())
        .containsExactly(
            "low/index.m3u8", "high/index.m3u8", "mono/index.m3u8", "manifest.mpd", "index.m3u8");
  }

  @Test
  void segmentsThatAreEncryptedWholeHaveAKeyForEachRenditionAndNoMpd() {
    VodPresentation encrypted =
        both.encrypted(
            Map.of(
                "low", MediaKey.ofSegments(PackageLayout.key("t-e-0")),
                "high", MediaKey.ofSegments(PackageLayout.key("t-e-1")),
                "mono", MediaKey.ofSegments(PackageLayout.key("t-e-2"))));
    assertThat(encrypted.files().sequencedKeySet())
        .containsExactly("low/index.m3u8", "high/index.m3u8", "mono/index.m3u8", "index.m3u8");
    assertThat(encrypted.files().get("high/index.m3u8"))
        .containsOnlyOnce("EXT-X-KEY")
        .contains(
            """
            #EXT-X-MAP:URI="init.mp4"
            #EXT-X-KEY:METHOD=AES-128,URI="../../../../keys/t-e-1"
            #EXTINF\
            """);
    assertThat(encrypted.bitRates(encrypted.renditions().getFirst()).peak())
        .isGreaterThan(both.bitRates(both.renditions().getFirst()).peak());
  }

  @Test
  void eitherEveryRenditionHasAKeyOrNone() {
    Map<String, MediaKey> one = Map.of("low", MediaKey.ofSegments("k"));
    assertThatThrownBy(() -> both.encrypted(one)).hasMessageContaining("keys: [low] (expected: ");
  }

  @Test
  void allPlaylistsHaveOneTargetDuration() {
    VodPresentation presentation =
        new VodPresentation(
            List.of(
                Renditions.video("v", 4004, 1000, 4004, 1000),
                Renditions.audio("a", "mp4a.40.2", 4500, 100, 3508, 100)));
    assertThat(presentation.targetDurationSeconds()).isEqualTo(5);
    assertThat(presentation.renditions())
        .allSatisfy(rendition ->
            assertThat(presentation.mediaPlaylist(rendition).targetDurationSeconds()).isEqualTo(5));
  }

  @Test
  void theTargetDurationRoundsAsPlaylistsDo() {
    Track.Video track =
        new Track.Video(
            1, 4_000_000_000L, SampleDefaults.NONE, "avc1.64001f", new Resolution(640, 360));
    Ticks justBelowHalf =
        new Ticks(4 * track.timescale() + track.timescale() / 2 - 1, 4_000_000_000L);
    MeasuredSegment segment =
        new MeasuredSegment(new Ticks(0, track.timescale()), justBelowHalf, 1000, true);
    MeasuredRendition video =
        new MeasuredRendition.Video("v", track, List.of(segment), FrameRate.of(25));
    VodPresentation presentation = new VodPresentation(List.of(video));
    assertThat(presentation.mediaPlaylist(video).targetDurationSeconds()).isEqualTo(5);
  }

  @Test
  void whatIsWrittenIsParsedToTheSame() throws PlaylistException {
    assertThat(Playlist.parse(both.multivariantPlaylist().text()))
        .isEqualTo(both.multivariantPlaylist());
    for (MeasuredRendition rendition : both.renditions()) {
      MediaPlaylist playlist = both.mediaPlaylist(rendition);
      assertThat(Playlist.parse(playlist.text())).isEqualTo(playlist);
    }
  }

  /** ffmpeg's own playlists are the judge; it rounds to a microsecond. */
  @Test
  void durationsAreThoseThatTheEncoderStated() throws PlaylistException {
    for (MeasuredRendition rendition : List.of(MeasuredFixtures.low(), MeasuredFixtures.high())) {
      String theirs =
          new String(Fixtures.bytes(rendition.id() + "/ffmpeg.m3u8"), StandardCharsets.UTF_8);
      assertThat(both.mediaPlaylist(rendition).segments())
          .extracting(MediaSegment::uri, MediaSegment::duration)
          .containsExactlyElementsOf(
              MediaPlaylist.parse(theirs).segments().stream()
                  .map(segment -> tuple(segment.uri(), segment.duration()))
                  .toList());
    }
  }

  @Test
  void anAudioOnlyPresentationHasItsAudioAsVariant() {
    VodPresentation audioOnly =
        new VodPresentation(List.of(Renditions.audio("a", "mp4a.40.2", 4000, 50_000)));
    assertThat(audioOnly.multivariantPlaylist().text())
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-STREAM-INF:BANDWIDTH=100000,AVERAGE-BANDWIDTH=100000,CODECS="mp4a.40.2"
            a/index.m3u8
            """);
    assertThat(audioOnly.mpd().periods().getFirst().adaptationSets())
        .extracting(AdaptationSet::contentType)
        .containsExactly(AdaptationSet.ContentType.AUDIO);
  }

  @Test
  void languagesOfSoundAloneAreOneGroup() {
    VodPresentation languages =
        new VodPresentation(
            List.of(
                Renditions.audio("a", "mp4a.40.2", 4000, 50_000),
                Renditions.audio("b", "mp4a.40.2", 4000, 60_000)));
    assertThat(languages.multivariantPlaylist().text())
        .contains("URI=\"a/index.m3u8\"", "URI=\"b/index.m3u8\"")
        .endsWith(
            """
            #EXT-X-STREAM-INF:BANDWIDTH=120000,AVERAGE-BANDWIDTH=120000,CODECS="mp4a.40.2",AUDIO="audio"
            a/index.m3u8
            """);
  }

  @Test
  void aVideoOnlyPresentationHasNoAudioGroup() {
    VodPresentation videoOnly = new VodPresentation(List.of(Renditions.video("v", 4000, 500_000)));
    assertThat(videoOnly.multivariantPlaylist().text())
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-STREAM-INF:BANDWIDTH=1000000,AVERAGE-BANDWIDTH=1000000,CODECS="avc1.64001f",RESOLUTION=640x360,FRAME-RATE=25.000
            v/index.m3u8
            """);
  }

  /** The draft's section 4.4.6.2: BANDWIDTH is that of the heaviest playable combination. */
  @Test
  void theHeaviestAudioCountsAndEveryCodecIsNamedOnce() {
    VodPresentation presentation =
        new VodPresentation(
            List.of(
                Renditions.video("v", 4000, 500_000),
                Renditions.audio("en", "mp4a.40.2", 4000, 50_000),
                Renditions.audio("pt", "ec-3", 4000, 100_000),
                Renditions.audio("es", "mp4a.40.2", 4000, 25_000)));
    MultivariantPlaylist playlist = presentation.multivariantPlaylist();
    VariantStream variant = playlist.variants().getFirst();
    assertThat(variant.bandwidth()).isEqualTo(1_200_000);
    assertThat(variant.codecs()).containsExactly("avc1.64001f", "mp4a.40.2", "ec-3");
    assertThat(playlist.renditions())
        .extracting(Rendition::name, Rendition::isDefault)
        .containsExactly(tuple("en", true), tuple("pt", false), tuple("es", false));
  }

  @Test
  void alignmentIsClaimedOnlyWhereItIsSo() {
    VodPresentation aligned =
        new VodPresentation(
            List.of(
                Renditions.video("v", 4000, 200, 2000, 50),
                Renditions.video("w", 4000, 100, 2000, 20)));
    assertThat(aligned.mpd().periods().getFirst().adaptationSets().getFirst().aligned()).isTrue();
    assertThat(both.mpd().periods().getFirst().adaptationSets().getFirst().aligned()).isFalse();
    assertThat(aligned.mpd().periods().getFirst().adaptationSets().getFirst().representations())
        .extracting(Representation::id)
        .containsExactly("w", "v");
  }

  @Test
  void thePeriodOfTheMpdBeginsWithTheEarliestSample() {
    Ticks start = new Ticks(512, Renditions.TIMESCALE);
    MeasuredRendition.Video late = Renditions.video("v", 4000, 1000);
    MeasuredSegment segment =
        new MeasuredSegment(start, new Ticks(4000, Renditions.TIMESCALE), 1000, true);
    VodPresentation presentation =
        new VodPresentation(
            List.of(
                new MeasuredRendition.Video(
                    "v", late.track(), List.of(segment), late.frameRate())));
    SegmentTemplate template =
        presentation
            .mpd()
            .periods()
            .getFirst()
            .adaptationSets()
            .getFirst()
            .representations()
            .getFirst()
            .template();
    assertThat(template.presentationTimeOffset()).isEqualTo(512);
    assertThat(template.timeline()).containsExactly(new SegmentTemplate.Run(512, 4000, 1));
  }

  @Test
  void whatIsNoPresentationIsRefused() {
    MeasuredRendition video = Renditions.video("v", 4000, 1000);
    assertThatThrownBy(() -> new VodPresentation(List.of()))
        .hasMessage("renditions besides subtitles: 0 (expected: at least 1)");
    assertThatThrownBy(() -> new VodPresentation(List.of(video, video)))
        .hasMessage("ids: [v, v] (expected: all different)");
    assertThatThrownBy(() -> Renditions.video("../v", 4000, 1000))
        .hasMessageStartingWith("id: ../v (expected: ");
    assertThatThrownBy(() -> Renditions.video("v", 0, 1000))
        .hasMessage("duration of v: 0 (expected: > 0)");
    assertThatThrownBy(() -> both.mediaPlaylist(video))
        .hasMessage("rendition: v (expected: one of the presentation)");
  }
}
