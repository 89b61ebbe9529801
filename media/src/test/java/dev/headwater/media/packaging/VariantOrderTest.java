package dev.headwater.media.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.media.hls.VariantStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VariantOrderTest {
  @Test
  void theHighestUpToTwoMegabitsComesFirstAndTheOthersRise() {
    assertThat(order(6_000_000, 400_000, 2_000_000, 900_000, 3_000_000))
        .containsExactly(2_000_000L, 400_000L, 900_000L, 3_000_000L, 6_000_000L);
  }

  @Test
  void theLowestComesFirstWhereAllAreHigh() {
    assertThat(order(6_000_000, 3_000_000)).containsExactly(3_000_000L, 6_000_000L);
  }

  @Test
  void theOnlyOneStays() {
    assertThat(order(5)).containsExactly(5L);
  }

  private static List<Long> order(long... bandwidths) {
    List<VariantStream> variants =
        LongStream.of(bandwidths).mapToObj(VariantOrderTest::variant).toList();
    return VariantOrder.of(variants).stream().map(VariantStream::bandwidth).toList();
  }

  private static VariantStream variant(long bandwidth) {
    return new VariantStream(
        bandwidth + ".m3u8",
        bandwidth,
        OptionalLong.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
