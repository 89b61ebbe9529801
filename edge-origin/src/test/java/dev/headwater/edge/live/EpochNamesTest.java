package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochNamesTest {
  @Test
  void epochsOfOneMomentAndOfAClockThatWasPutBackHaveNamesOfTheirOwn() {
    EpochNames names = new EpochNames("owner");
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    assertThat(
            List.of(
                names.next(now), names.next(now), names.next(now.minusSeconds(9)), names.next(now)))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.endsWith("owner"));
  }
}
