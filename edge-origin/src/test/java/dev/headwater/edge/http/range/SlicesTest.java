package dev.headwater.edge.http.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlicesTest {
  private static final long MIB = 1 << 20;
  private static final Slices SLICES = new Slices(MIB);

  @Test
  void aRangeOfALargeFileTouchesOnlyItsSlices() {
    long tenGib = 10L << 30;
    assertThat(SLICES.count(tenGib)).isEqualTo(10_240);
    assertThat(SLICES.indexesOf(new ByteSpan(5 * MIB - 1, 2))).isEqualTo(new Slices.Indexes(4, 5));
    assertThat(SLICES.indexesOf(new ByteSpan(5 * MIB, MIB))).isEqualTo(new Slices.Indexes(5, 5));
  }

  @Test
  void theLastSliceIsShorter() {
    assertThat(SLICES.slice(2, 2 * MIB + 1)).hasValue(new ByteSpan(2 * MIB, 1));
    assertThat(SLICES.slice(1, 2 * MIB)).hasValue(new ByteSpan(MIB, MIB));
    assertThat(SLICES.slice(2, 2 * MIB)).isEmpty();
    assertThat(SLICES.count(0)).isZero();
    assertThat(SLICES.slice(0, 0)).isEmpty();
  }

  @Test
  void thePartsWithinSlicesMakeUpTheRange() {
    Random random = new Random(10);
    for (int round = 0; round < 2_000; round++) {
      Slices slices = new Slices(random.nextLong(1, 51));
      long size = random.nextLong(1, 501);
      long from = random.nextLong(size);
      ByteSpan span = new ByteSpan(from, 1 + random.nextLong(size - from));
      Slices.Indexes indexes = slices.indexesOf(span);
      List<ByteSpan> parts = new ArrayList<>();
      for (long i = indexes.first(); i <= indexes.last(); i++) {
        ByteSpan slice = slices.slice(i, size).orElseThrow();
        ByteSpan part = slices.withinSlice(i, span).orElseThrow();
        assertThat(part.end()).isLessThanOrEqualTo(slice.length());
        parts.add(new ByteSpan(slice.from() + part.from(), part.length()));
      }
      Coverage covered = Coverage.nothing();
      for (ByteSpan part : parts) {
        assertThat(part.from()).isEqualTo(span.from() + covered.length());
        covered = covered.plus(part);
      }
      assertThat(covered.spans()).containsExactly(span);
      assertThat(indexes.count()).isEqualTo(parts.size());
    }
  }
}
