package dev.headwater.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A published title as ffmpeg reads it over HTTP. */
@ExtendWith(SharedSystem.class)
class FfmpegClientIT {
  private static final double SECONDS_APART = 0.1;

  @Test
  void hlsHasAllFramesOfTheSourceInEveryVariant(PublishedClip clip) {
    assertThatIsWhole(Ffmpeg.probe(clip.playback().hls()), clip);
  }

  @Test
  void eachVariantAloneHasAllFramesOfTheSource(PublishedClip clip) {
    List<URI> variants = Http.playlist(clip.playback().hls());
    assertThat(variants).isNotEmpty();
    for (URI variant : variants) {
      assertThatIsWhole(Ffmpeg.probe(variant), clip);
    }
  }

  @Test
  void dashHasAllFramesOfTheSourceInEveryRepresentation(PublishedClip clip) {
    assertThatIsWhole(Ffmpeg.probe(clip.playback().dash().orElseThrow()), clip);
  }

  @Test
  void everythingDecodesWithoutAComplaint(PublishedClip clip) {
    Ffmpeg.decode(clip.playback().hls());
    Ffmpeg.decode(clip.playback().dash().orElseThrow());
  }

  private static void assertThatIsWhole(Ffmpeg.Probe published, PublishedClip clip) {
    Ffmpeg.Probe source = Ffmpeg.probe(clip.source());
    assertThat(published.seconds()).isCloseTo(source.seconds(), within(SECONDS_APART));
    assertThat(published.videoFrames())
        .isNotEmpty()
        .allMatch(source.videoFrames().getFirst()::equals, "as many as " + source);
  }
}
