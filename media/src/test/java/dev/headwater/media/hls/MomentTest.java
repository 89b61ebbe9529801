package dev.headwater.media.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Dates and durations are written as the general formatters of the JDK would. */
class MomentTest {
  private static final int ROUNDS = 20_000;
  private static final DateTimeFormatter FORMATTER =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Seconds from year -1,000 to year 12,000, about. */
  private static final long FIRST = -93_000_000_000L;

  private static final long LAST = 316_000_000_000L;

  @Test
  void anyDateIsWrittenInUtcToTheMillisecond() {
    Random random = new Random(8601);
    for (int round = 0; round < ROUNDS; round++) {
      Instant instant =
          Instant.ofEpochSecond(random.nextLong(FIRST, LAST), random.nextInt(1_000_000_000));
      StringBuilder text = new StringBuilder();
      Moment.append(text, instant);
      assertThat(text).hasToString(FORMATTER.format(instant));
    }
  }

  @Test
  void anyDurationIsWrittenExactlyWithoutZerosAtTheEnd() {
    Random random = new Random(9);
    for (int round = 0; round < ROUNDS; round++) {
      long nanos = random.nextLong(-20_000_000_000L, 20_000_000_000L);
      long rounded = nanos - nanos % new int[] {1, 1_000, 100_000_000}[random.nextInt(3)];
      PlaylistText text = new PlaylistText();
      text.tag(Tag.EXTINF, Duration.ofNanos(rounded), "");
      BigDecimal seconds = BigDecimal.valueOf(rounded, 9).stripTrailingZeros();
      assertThat(text).hasToString("#EXTINF:" + seconds.toPlainString() + "\n");
    }
  }
}
