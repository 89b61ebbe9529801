package dev.headwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class MomentConverterTest {
  private final MomentConverter moments =
      new MomentConverter(() -> Instant.parse("2026-03-01T12:00:00Z"));

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "now, 2026-03-01T12:00:00Z",
    "-10m, 2026-03-01T11:50:00Z",
    "-90s, 2026-03-01T11:58:30Z",
    "+1h, 2026-03-01T13:00:00Z",
    "2026-02-28T09:00:00Z, 2026-02-28T09:00:00Z",
    "2026-02-28T09:00:00-03:00, 2026-02-28T12:00:00Z",
  })
  void aMomentIsSaidInManyWays(String text, Instant moment) {
    assertThat(moments.convert(text)).isEqualTo(moment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10m", "-", "-10", "yesterday", "2026-02-28", "2026-02-28T09:00:00"})
  void whatIsNoMomentIsRefused(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> moments.convert(text))
        .withMessageStartingWith("'" + text + "' (expected: now, so long before it as in -10m");
  }
}
