package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.peer.Owner;
import org.junit.jupiter.api.Test;

class OwnerWatchTest {
  private static final Owner SAME = new Owner.Other("one:1");
  private static final Owner NONE = new Owner.None();

  private final OwnerWatch watch = new OwnerWatch("one:1");

  @Test
  void anOwnerWhoseLeaseWasForgottenHasTimeToTakeItAgain() {
    assertThat(watch.isOver(SAME)).isFalse();
    assertThat(watch.isOver(NONE)).isFalse();
    assertThat(watch.isOver(SAME)).isFalse();
    assertThat(watch.isOver(NONE)).isFalse();
    assertThat(watch.isOver(NONE)).as("twice in a row").isTrue();
  }

  @Test
  void anotherOwnerIsHeededAtOnce() {
    assertThat(watch.isOver(new Owner.Other("other:1"))).isTrue();
  }

  @Test
  void aRedisThatIsAwaySaysNothing() {
    assertThat(watch.isOver(new Owner.Unknown())).isFalse();
    assertThat(watch.isOver(new Owner.Unknown())).isFalse();
    assertThat(watch.isOver(SAME)).isFalse();
  }
}
