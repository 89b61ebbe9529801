package dev.headwater.edge.live.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.media.Ticks;
import dev.headwater.media.isobmff.CmafPiece;
import dev.headwater.media.isobmff.TrackFragment;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FragmentTest {
  private static Fragment fragment(long start, long duration, long timescale)
      throws UnfitMediaException {
    return Fragment.of(
        new CmafPiece.Fragment(
            ByteBuffer.allocate(0),
            new TrackFragment(
                1,
                new Ticks(start, timescale),
                new Ticks(duration, timescale),
                new Ticks(duration, timescale),
                1,
                true),
            List.of(),
            Optional.empty()));
  }

  /** Of pictures, of sound, of a clock that counts from 1970. */
  @ParameterizedTest
  @CsvSource({
    "0, 5120, 15360",
    "7, 16384, 48000",
    "17000000000000001, 3333333, 10000000",
  })
  void durationsAddUpToWhereMediaIsAndFallBehindItNowhere(long first, long ticks, long timescale)
      throws UnfitMediaException {
    Duration sum = fragment(first, ticks, timescale).start();
    for (long start = first; start < first + 1000 * ticks; start += ticks) {
      Fragment fragment = fragment(start, ticks, timescale);
      assertThat(fragment.start()).isEqualTo(sum);
      assertThat(fragment.duration().toNanos() % 1000).isZero();
      BigInteger ahead = micros(sum, timescale).subtract(micros(start));
      assertThat(ahead).isBetween(BigInteger.ZERO, BigInteger.valueOf(timescale - 1));
      sum = sum.plus(fragment.duration());
    }
  }

  /** Nanoseconds of the first don't fit into a long; nor do the seconds of the second. */
  @ParameterizedTest
  @CsvSource({"10000000000, 1, 1", "4611686018427387903, 4294967295, 1"})
  void timesOfNoClockAreRefused(long first, long ticks, long timescale) {
    assertThatThrownBy(() -> fragment(first, ticks, timescale))
        .isInstanceOf(UnfitMediaException.class);
  }

  /** In millionths of a tick. */
  private static BigInteger micros(Duration time, long timescale) {
    return BigInteger.valueOf(time.toNanos() / 1000).multiply(BigInteger.valueOf(timescale));
  }

  private static BigInteger micros(long ticks) {
    return BigInteger.valueOf(ticks).multiply(BigInteger.valueOf(1_000_000));
  }
}
