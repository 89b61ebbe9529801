package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.cachepolicy.Priority;
import dev.headwater.edge.purge.PurgeTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LoadShedderTest {
  private final RunningFills fills = new RunningFills();

  @ParameterizedTest
  @CsvSource({
    "250, false, false, false",
    "251, true, false, false",
    "501, true, true, false",
    "1001, true, true, true",
  })
  void aLateNodeRefusesWhatLiesInTheStoreFirst(long lag, boolean vod, boolean dvr, boolean live) {
    LoadShedder shedder = new LoadShedder(fills, 10, () -> lag);
    assertThat(shedder.refusal(Priority.VOD).isPresent()).isEqualTo(vod);
    assertThat(shedder.refusal(Priority.DVR).isPresent()).isEqualTo(dvr);
    assertThat(shedder.refusal(Priority.LIVE).isPresent()).isEqualTo(live);
    assertThat(shedder.refusalToHold(Priority.LIVE).isPresent()).isEqualTo(live);
  }

  @ParameterizedTest
  @EnumSource
  void whereOneFillMayRunItMayBeOfAnyKind(Priority priority) {
    fills.begin("key", new Fill(PurgeTable.create(), false, true));
    assertThat(new LoadShedder(fills, 1, () -> 0).refusal(priority)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "8, false, false, false",
    "9, true, false, false",
    "10, true, true, false",
    "11, true, true, true",
  })
  void theLastFillsAreForWhatIsLive(int running, boolean vod, boolean dvr, boolean live) {
    for (int i = 0; i < running; i++) {
      fills.begin("key" + i, new Fill(PurgeTable.create(), false, true));
    }
    LoadShedder shedder = new LoadShedder(fills, 10, () -> 0);
    assertThat(shedder.refusal(Priority.VOD).isPresent()).isEqualTo(vod);
    assertThat(shedder.refusal(Priority.DVR).isPresent()).isEqualTo(dvr);
    assertThat(shedder.refusal(Priority.LIVE).isPresent()).isEqualTo(live);
  }
}
