package dev.headwater.control.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoudnessProbeTest {
  @ParameterizedTest(name = "{0} LUFS, {1} dBFS: {2} dB")
  @CsvSource({
    "-18.0, -5.0, 0", //
    "-10.2, -0.1, -7.8",
    "-30.0, -14.0, 12",
    "-30.0, -4.0, 3", // its peaks don't allow more
    "-30.0, 0.4, 0",
    "-60.0, -40.0, 20", // that is noise
    "-70.0, -inf, 0",
  })
  void soundIsAsLoudAsItsPeaksAllow(String loudness, String peak, double gain) {
    String report =
        """
        Summary:

          Integrated loudness:
            I:         %s LUFS
            Threshold: -30.7 LUFS

          True peak:
            Peak:       %s dBFS
        """
            .formatted(loudness, peak);
    assertThat(LoudnessProbe.gain(report, -18)).isCloseTo(gain, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"''", "Output file is empty"})
  void whatWasNotMeasuredStaysAsItIs(String report) {
    assertThat(LoudnessProbe.gain(report, -18)).isZero();
  }
}
