package dev.headwater.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.hop.HopSettings;
import dev.headwater.edge.hop.Hops;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientLimitsTest {
  @Test
  void aClientHasASecondsWorthAndThenIsTold() {
    ClientLimits limits =
        new ClientLimits(new LimitSettings(3, List.of()), new Hops(new HopSettings(List.of())));
    for (int i = 0; i < 3; i++) {
      assertThat(limits.take("a")).isEmpty();
    }
    assertThat(limits.take("a"))
        .hasValueSatisfying(failure -> {
          assertThat(failure).isInstanceOf(Failure.TooManyRequests.class);
          assertThat(failure.problem().status()).isEqualTo(429);
          assertThat(failure.retryAfter()).hasSeconds(1);
        });
  }

  @Test
  void clientsDoNotShare() {
    ClientLimits limits =
        new ClientLimits(new LimitSettings(1, List.of()), new Hops(new HopSettings(List.of())));
    assertThat(limits.take("a")).isEmpty();
    assertThat(limits.take("b")).isEmpty();
    assertThat(limits.take("a")).isPresent();
  }
}
