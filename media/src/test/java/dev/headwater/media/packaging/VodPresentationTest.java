package dev.headwater.media.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
