package dev.headwater.media.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.dash.Mpd;
import dev.headwater.media.dash.Period;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MediaSegment;
import dev.headwater.media.packaging.JoinedPresentation.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedPresentationTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final MeasuredRendition.Video LOW = MeasuredFixtures.low();
  private static final MeasuredRendition.Audio MONO = MeasuredFixtures.mono();

  private static Run run(int number) {
    return new Run(
        new VodPresentation(
            List.of(
                new MeasuredRendition.Video(
                    JoinedPresentation.folder(LOW.id(), number),
                    LOW.track(),
                    LOW.segments(),
                    LOW.frameRate()),
                new MeasuredRendition.Audio(
                    JoinedPresentation.folder(MONO.id(), number),
                    MONO.track(),
                    MONO.segments(),
                    MONO.name(),
                    MONO.language()))),
        NOON.plusSeconds(3600L * number));
  }

  private final JoinedPresentation twice = new JoinedPresentation(List.of(run(0), run(1)));

  @Test
  void aRunBeginsWithADiscontinuityAndAnInitializationSectionOfItsOwn() {
    int each = LOW.segments().size();
    MediaPlaylist playlist = twice.mediaPlaylist(0);
    assertThat(playlist.ended()).isTrue();
    assertThat(playlist.type()).contains(MediaPlaylist.Type.VOD);
    assertThat(playlist.segments()).hasSize(2 * each);
    MediaSegment first = playlist.segments().getFirst();
    assertThat(first.discontinuity()).isFalse();
    assertThat(first.uri()).isEqualTo("0.m4s");
    assertThat(first.map().orElseThrow().uri()).isEqualTo("init.mp4");
    MediaSegment second = playlist.segments().get(each);
    assertThat(second.discontinuity()).isTrue();
    assertThat(second.uri()).isEqualTo("../low--2/0.m4s");
    assertThat(second.map().orElseThrow().uri()).isEqualTo("../low--2/init.mp4");
    assertThat(second.programDateTime()).contains(NOON.plusSeconds(3600));
  }

  @Test
  void eachRunIsAPeriodAndNoTimePassesBetweenThem() {
    Duration each = run(0).presentation().duration().duration();
    Mpd mpd = twice.mpd();
    assertThat(mpd.type()).isEqualTo(new Mpd.Static(each.plus(each)));
    assertThat(mpd.periods()).extracting(Period::start).containsExactly(Duration.ZERO, each);
    assertThat(mpd.periods().getLast().adaptationSets().getFirst().representations().getFirst())
        .extracting(representation -> representation.id())
        .isEqualTo("low--2");
  }

  @Test
  void itIsDescribedAsWhatItsRunsHaveInCommon() {
    assertThat(twice.multivariantPlaylist())
        .isEqualTo(run(0).presentation().multivariantPlaylist());
    assertThat(twice.files().sequencedKeySet())
        .containsExactly("low/index.m3u8", "mono/index.m3u8", "manifest.mpd", "index.m3u8");
    assertThat(twice.duration().seconds())
        .isEqualTo(2 * run(0).presentation().duration().seconds());
  }

  @Test
  void runsHaveTheSameRenditions() {
    assertThatThrownBy(() -> new JoinedPresentation(List.of(run(0), run(2))))
        .hasMessage("renditions of run 1: [low--3, mono--3] (expected: [low--2, mono--2])");
  }
}
