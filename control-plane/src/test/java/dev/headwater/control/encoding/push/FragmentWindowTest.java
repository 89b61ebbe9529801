package dev.headwater.control.encoding.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FragmentWindowTest {
  private static final Duration NOW = Duration.ofMillis(1);

  private final FragmentWindow window = new FragmentWindow(Duration.ofSeconds(4), NOW);

  @Test
  void fragmentsAreTakenInTheirOrder() throws InterruptedException {
    put(0, true);
    put(1, false);
    assertThat(taken()).containsExactly(0, 1);
    assertThat(window.isDrained()).isFalse();
    window.end();
    assertThat(window.isDrained()).isTrue();
  }

  @Test
  void anotherNodeGetsWhatWasSentLatelyFromWhereDecodingCanStart() throws InterruptedException {
    put(0, true);
    put(1, false);
    put(2, true);
    put(3, false);
    put(4, false);
    assertThat(window.take(NOW)).isPresent();
    assertThat(window.take(NOW)).isPresent();
    window.rewind();
    assertThat(taken()).containsExactly(0, 1, 2, 3, 4);
    put(5, false);
    put(6, false);
    assertThat(taken()).containsExactly(5, 6);
    window.rewind(); // 0 to 2 came more than 4 s before 6
    assertThat(taken()).containsExactly(2, 3, 4, 5, 6);
  }

  @Test
  void whatNobodyTakesIsDroppedUpToWhereDecodingCanStartAgain() throws InterruptedException {
    for (int second = 0; second < 64; second++) {
      assertThat(put(second, second % 2 == 0)).isZero();
    }
    assertThat(put(65, false)).isEqualTo(65);
    assertThat(put(66, false)).isEqualTo(1);
    assertThat(put(67, true)).isZero();
    assertThat(put(68, false)).isZero();
    window.rewind();
    assertThat(taken()).containsExactly(67, 68);
  }

  private int put(int second, boolean sync) throws InterruptedException {
    long nanos = Duration.ofSeconds(second).toNanos();
    return window.put(new Fragment(new byte[] {(byte) second}, sync, nanos));
  }

  private List<Integer> taken() throws InterruptedException {
    List<Integer> taken = new ArrayList<>();
    Optional<Fragment> next = window.take(NOW);
    while (next.isPresent()) {
      taken.add((int) next.get().bytes()[0]);
      next = window.take(NOW);
    }
    return taken;
  }
}
