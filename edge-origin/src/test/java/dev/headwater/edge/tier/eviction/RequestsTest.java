package dev.headwater.edge.tier.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RequestsTest {
  @Test
  void theFirstRequestMakesAnObjectNew() {
    Requests requests = new Requests(10);
    assertThat(requests.reuseClass()).isEqualTo(ReuseClass.ofNew());
    assertThat(requests.count()).isEqualTo(1);
    assertThat(requests.last()).isEqualTo(10);
  }

  @Test
  void theSecondIsClassedByThePause() {
    Requests requests = new Requests(10);
    requests.add(110);
    assertThat(requests.reuseClass()).isEqualTo(ReuseClass.of(2, Requests.bits(100)));
    assertThat(requests.last()).isEqualTo(110);
  }

  @Test
  void oneLongPauseAmongShortOnesDoesNotDecide() {
    Requests requests = new Requests(0);
    long now = 0;
    for (int i = 0; i < 20; i++) {
      requests.add(++now);
    }
    requests.add(now + 1_000);
    assertThat(requests.reuseClass()).isEqualTo(ReuseClass.of(22, 2));
  }

  @Test
  void aLogarithmIsExactAtPowersOfTwo() {
    for (int power = 0; power < 40; power++) {
      assertThat(Requests.bits(1L << power)).isEqualTo(power);
    }
    assertThat(Requests.bits(3)).isCloseTo(1.5f, within(0.001f));
  }
}
