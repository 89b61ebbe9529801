package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {
  @ParameterizedTest(name = "{0}x{1}: {2}")
  @CsvSource({
    "1920, 1080, 1080p 1920x1080 720p 1280x720 480p 854x480 360p 640x360 240p 426x240",
    "3840, 2160, 1080p 1920x1080 720p 1280x720 480p 854x480 360p 640x360 240p 426x240",
    "1280,  720, 720p 1280x720 480p 854x480 360p 640x360 240p 426x240",
    "1080, 1920, 1080p 1080x1920 720p 720x1280 480p 480x854 360p 360x640 240p 240x426",
    "1600,  900, 900p 1600x900 720p 1280x720 480p 854x480 360p 640x360 240p 426x240",
    " 960,  540, 540p 960x540 360p 640x360 240p 426x240",
    " 640,  360, 360p 640x360 240p 426x240",
    " 640,  480, 480p 640x480 360p 480x360 240p 320x240",
    " 321,  181, 180p 320x180",
    " 181,  321, 180p 180x320",
    " 241,  241, 240p 240x240",
    "   1,    1, 2p 2x2",
    "8192, 1024, 512p 4096x512 360p 2880x360 240p 1920x240",
    "2560, 1080, 1080p 2560x1080 720p 1706x720 480p 1138x480 360p 854x360 240p 568x240",
  })
  void rungsFitTheSource(int width, int height, String expected) {
    Ladder ladder = Ladder.of(TestTracks.video(width, height), 10);
    assertThat(
            ladder.rungs().stream()
                .map(rung -> rung.id() + " " + rung.size())
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  @Test
  void everySizeIsEvenAndNoLargerThanTheSource() {
    for (int width = 2; width < 2600; width += 131) {
      for (int height = 2; height < 2600; height += 137) {
        for (Rung rung : Ladder.of(TestTracks.video(width, height), 10).rungs()) {
          Resolution size = rung.size();
          assertThat(size.width() % 2 + size.height() % 2).as("%s", size).isZero();
          assertThat(size.width()).isLessThanOrEqualTo(width);
          assertThat(size.height()).isLessThanOrEqualTo(height);
        }
      }
    }
  }

  @Test
  void sizesAreOfThePictureAsItIsShown() {
    VideoTrack stored = TestTracks.video(720, 576);
    VideoTrack shown =
        new VideoTrack(0, stored.coded(), 90, 64, 45, stored.average(), stored.nominal(), 0, false);
    assertThat(Ladder.of(shown, 10).rungs().getFirst().size()).isEqualTo(new Resolution(576, 1024));
  }

  @ParameterizedTest(name = "{0} at {1}: level {2}")
  @CsvSource({
    "426x240, 30, 2.1",
    "640x360, 25, 3.0",
    "1280x720, 30, 3.1",
    "1280x720, 60, 3.2",
    "1920x1080, 30, 4.0",
    "1920x1080, 60, 4.2",
    "4096x512, 30, 4.0",
    "4096x2304, 60, 5.2",
    "160x90, 25, 1.3",
  })
  void theLevelIsTheLowestThatAllowsThePictures(String size, String rate, String level) {
    String[] sides = size.split("x", 2);
    Resolution resolution = new Resolution(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    FrameRate frameRate = FrameRate.parse(rate);
    assertThat(H264Level.of(resolution, frameRate, BitRate.of(resolution, frameRate)).toString())
        .isEqualTo(level);
  }

  @ParameterizedTest(name = "{0}x{1} at {2}: {3} kbit/s")
  @CsvSource({
    "1920, 1080, 30, 5000",
    "1280, 720, 30, 2800",
    "854, 480, 30, 1400",
    "640, 360, 30, 800",
    "426, 240, 30, 400",
    "1280, 720, 60, 4200",
    "1280, 720, 25, 2567",
    "1600, 900, 30, 3852",
    "2560, 1080, 30, 6142",
    "16, 16, 25, 64",
  })
  void bitRatesFollowTheTable(int width, int height, String rate, int kilobits) {
    BitRate bitRate = BitRate.of(new Resolution(width, height), FrameRate.parse(rate));
    assertThat(bitRate.maxKilobits()).isEqualTo(kilobits);
    assertThat(bitRate.bufferKilobits()).isEqualTo(Math.round(kilobits * 1.5f));
  }
}
