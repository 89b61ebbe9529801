package dev.headwater.media.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** draft-pantos-hls-rfc8216bis, section 4.1: peak and average segment bit rate. */
class SegmentBitRatesTest {
  @Test
  void thePeakIsThatOfTheHeaviestSegmentWhereAllAreLong() {
    assertThat(rates(4, 4000, 1000, 4000, 3000, 4000, 2000))
        .isEqualTo(new SegmentBitRates(6000, 4000));
  }

  @Test
  void aShortHeavySegmentCountsOnlyTogetherWithItsNeighbours() {
    // Alone, the last one (1 s of 4) would make 8,000; with the one before it, 5 s make 3,200.
    assertThat(rates(4, 4000, 1000, 4000, 1000, 1000, 1000))
        .isEqualTo(new SegmentBitRates(3200, 2667));
  }

  @Test
  void bothBordersOfTheSetsAreInside() {
    assertThat(rates(4, 2000, 1000).peak()).as("half the target").isEqualTo(4000);
    assertThat(rates(4, 1000, 1, 4000, 500, 1000, 5000, 1000, 1).peak())
        .as("one and a half: 4 s + 1 s + 1 s, and the heaviest set that is long enough")
        .isEqualTo(20_004);
    assertThat(rates(4, 6000, 3000, 4000, 1).peak()).isEqualTo(4000);
    assertThat(rates(4, 6001, 3000, 4000, 1).peak()).isEqualTo(2);
  }

  @Test
  void aPresentationTooShortForAnySetHasItsAverageAsPeak() {
    assertThat(rates(4, 100, 100)).isEqualTo(new SegmentBitRates(8000, 8000));
  }

  @Test
  void ratesAreRoundedUp() {
    assertThat(rates(3, 3000, 1)).isEqualTo(new SegmentBitRates(3, 3));
  }

  @Test
  void segmentsOfOneLengthPeakAtTheHeaviestOrAboveTheAverage() {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      long[] numbers = new long[2 * (1 + random.nextInt(20))];
      long heaviest = 0;
      for (int i = 0; i < numbers.length; i += 2) {
        numbers[i] = 4000;
        numbers[i + 1] = 1L + random.nextInt(1_000_000);
        heaviest = Math.max(heaviest, numbers[i + 1]);
      }
      SegmentBitRates rates = rates(4, numbers);
      assertThat(rates.peak()).isEqualTo(2 * heaviest).isGreaterThanOrEqualTo(rates.average());
    }
  }

  private static SegmentBitRates rates(int targetDurationSeconds, long... segments) {
    return SegmentBitRates.of(Renditions.video("v", segments), targetDurationSeconds);
  }
}
