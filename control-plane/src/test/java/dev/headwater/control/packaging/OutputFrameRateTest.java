package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFrameRateTest {
  @ParameterizedTest(name = "average {0}, nominal {1}, {2} s: {3}")
  @CsvSource({
    "25,            25,          10,   25", // constant rates stay
    "24000/1001,    24000/1001,  10,   24000/1001",
    "30000/1001,    30000/1001,  10,   30000/1001",
    "60000/1001,    60000/1001,  10,   60000/1001",
    "60,            60,          10,   60",
    "15,            15,          10,   15",
    "27,            27,          10,   27",
    "19001/317,     19001/317,   10,   60000/1001", // written in milliseconds
    "2997/100,      2997/100,    10,   30000/1001",
    "24,            24,          10,   24",
    "24/1,          25/1,         1,   25", // a short clip that misses a frame
    "120,           120,         10,   60", // halved
    "100,           100,         10,   50",
    "120000/1001,   120000/1001, 10,   60000/1001",
    "240,           240,         10,   60",
    "90,            90,          10,   45/1",
    "41/2,          30,          10,   30", // variable, on a grid with frames left out
    "2958/100,      30,          10,   30",
    "29,            60,          10,   30000/1001", // variable
    "20,            1000,        10,   24000/1001",
    "30,            1000,        10,   30",
    "25,            50,          10,   25",
    "118,           90000,       10,   60000/1001",
    "1/5,           1/5,         60,   1",
  })
  void ratesAreConstantAndAtMostSixty(
      String average, String nominal, double seconds, String expected) {
    VideoTrack track = TestTracks.video(640, 360, average, nominal);
    assertThat(OutputFrameRate.value(OutputFrameRate.of(track, seconds)))
        .isEqualTo(OutputFrameRate.value(dev.headwater.media.FrameRate.parse(expected)));
  }
}
