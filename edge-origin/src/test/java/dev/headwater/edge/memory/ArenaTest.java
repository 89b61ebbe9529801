package dev.headwater.edge.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.settings.DataSize;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArenaTest {
  private static final DataSize SIZE = DataSize.ofMebibytes(16);

  private final Arena arena = new Arena(SIZE);

  private List<Block> allocate(long bytes) {
    return Objects.requireNonNull(arena.allocate(bytes), "no room");
  }

  private static long size(List<Block> blocks) {
    return blocks.stream().mapToLong(Block::size).sum();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1024, 1",
    "1025, 1",
    "2049, 1",
    "65536, 1",
    "1048576, 1",
    "5120, 2",
    "1282709, 3",
    "4194304, 1",
    "9000000, 4"
  })
  void aBodyLiesInFewBlocksThatWasteLittle(long bytes, int atMost) {
    List<Block> blocks = allocate(bytes);

    assertThat(blocks).hasSizeLessThanOrEqualTo(atMost);
    assertThat(size(blocks)).isBetween(bytes, Math.max(bytes + bytes / 8 + 2048, 1024));
  }

  @Test
  void nothingIsHandedOutBeyondTheSize() {
    List<Block> all = allocate(SIZE.bytes());

    assertThat(arena.allocate(1)).isNull();
    all.forEach(arena::free);
    assertThat(size(allocate(SIZE.bytes()))).isEqualTo(SIZE.bytes());
  }

  @Test
  void memoryIsAskedForOnlyWhenItIsNeeded() {
    assertThat(arena.reservedBytes()).isZero();

    allocate(1);

    assertThat(arena.reservedBytes()).isEqualTo(4 << 20);
  }

  @Test
  void whatLiesInPiecesServesALargeBodyAllTheSame() {
    List<Block> small = new ArrayList<>();
    for (long left = SIZE.bytes(); left > 0; left -= 1024) {
      small.addAll(allocate(1024));
    }
    for (int i = 0; i < small.size(); i += 2) {
      arena.free(small.get(i));
    }

    assertThat(size(allocate(SIZE.bytes() / 2))).isEqualTo(SIZE.bytes() / 2);
    assertThat(arena.allocate(1)).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void blocksNeverOverlapAndNoneIsLost(long seed) {
    Random random = new Random(seed);
    List<List<Block>> held = new ArrayList<>();
    for (int step = 0; step < 20_000; step++) {
      if (random.nextInt(3) > 0) {
        long bytes = 1L << random.nextInt(22);
        List<Block> blocks = arena.allocate(bytes + random.nextInt(1000));
        if (blocks != null) {
          held.add(blocks);
        }
      } else if (!held.isEmpty()) {
        held.remove(random.nextInt(held.size())).forEach(arena::free);
      }
    }

    Set<Long> units = new HashSet<>();
    long bytes = 0;
    for (List<Block> blocks : held) {
      for (Block block : blocks) {
        bytes += block.size();
        long first = (long) block.number() << block.order();
        for (long unit = first; unit < first + (1L << block.order()); unit++) {
          assertThat(units.add(unit)).as("unit %d is in one block only", unit).isTrue();
        }
      }
    }
    assertThat(arena.allocatedBytes()).isEqualTo(bytes);
    held.forEach(blocks -> blocks.forEach(arena::free));
    assertThat(arena.allocatedBytes()).isZero();
    assertThat(size(allocate(SIZE.bytes()))).isEqualTo(SIZE.bytes());
  }
}
