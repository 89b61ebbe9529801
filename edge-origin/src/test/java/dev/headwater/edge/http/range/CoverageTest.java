package dev.headwater.edge.http.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final int SIZE = 64;

  @Test
  void neighboursBecomeOne() {
    Coverage coverage =
        Coverage.nothing()
            .plus(ByteSpan.between(0, 4))
            .plus(ByteSpan.between(10, 14))
            .plus(ByteSpan.between(5, 9));
    assertThat(coverage.spans()).containsExactly(ByteSpan.between(0, 14));
    assertThat(coverage.isComplete(15)).isTrue();
    assertThat(coverage.isComplete(16)).isFalse();
  }

  @Test
  void anEmptyRepresentationIsAlwaysComplete() {
    assertThat(Coverage.nothing().isComplete(0)).isTrue();
  }

  @Test
  void whatIsMissingAtTheEndIsOneSpan() {
    List<ByteSpan> missing =
        Coverage.nothing().plus(new ByteSpan(0, 5)).missing(new ByteSpan(0, 10));
    assertThat(missing).containsExactly(new ByteSpan(5, 5));
    assertThat(missing.getFirst().rangeField()).isEqualTo("bytes=5-9");
  }

  @Test
  void spansThatTouchAreRefused() {
    assertThatThrownBy(() -> new Coverage(List.of(ByteSpan.between(0, 4), ByteSpan.between(5, 9))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The model is a set of positions. */
  @Test
  void unionContainmentAndGapsAgreeWithASetOfPositions() {
    Random random = new Random(3_4);
    for (int round = 0; round < 2_000; round++) {
      Coverage coverage = Coverage.nothing();
      BitSet held = new BitSet();
      for (int i = random.nextInt(8); i > 0; i--) {
        ByteSpan added = span(random);
        coverage = coverage.plus(added);
        held.set((int) added.from(), (int) added.end());
      }
      ByteSpan wanted = span(random);
      BitSet missing = new BitSet();
      coverage.missing(wanted).forEach(s -> missing.set((int) s.from(), (int) s.end()));
      BitSet expected = new BitSet();
      expected.set((int) wanted.from(), (int) wanted.end());
      expected.andNot(held);
      assertThat(missing).isEqualTo(expected);
      assertThat(coverage.contains(wanted)).isEqualTo(expected.isEmpty());
      assertThat(coverage.length()).isEqualTo(held.cardinality());
    }
  }

  private static ByteSpan span(Random random) {
    int from = random.nextInt(SIZE);
    return new ByteSpan(from, 1 + random.nextInt(SIZE - from));
  }
}
