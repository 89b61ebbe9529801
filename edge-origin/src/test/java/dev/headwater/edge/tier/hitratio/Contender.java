package dev.headwater.edge.tier.hitratio;

import java.util.List;
import java.util.stream.Stream;

/** The columns of the table. */
enum Contender {
  LRU("LRU"),
  SIEVE("SIEVE"),
  S3_FIFO("S3-FIFO"),
  GDSF("GDSF"),
  W_TINY_LFU("W-TinyLFU"),
  /** What the memory tier runs. */
  OURS("Headwater"),
  BELADY("Belady");

  /** What the memory tier must not fall behind, on any workload. */
  static final List<Contender> RIVALS = List.of(LRU, SIEVE, S3_FIFO, GDSF);

  final String title;

  Contender(String title) {
    this.title = title;
  }

  static Stream<Contender> all() {
    return Stream.of(values());
  }

  ReplacementPolicy policy(Trace trace, long capacityBytes) {
    return switch (this) {
      case LRU -> new Lru(trace, capacityBytes);
      case SIEVE -> new Sieve(trace, capacityBytes);
      case S3_FIFO -> new S3Fifo(trace, capacityBytes);
      case GDSF -> new Gdsf(trace, capacityBytes);
      case W_TINY_LFU -> new WindowTinyLfu(trace, capacityBytes);
      case OURS -> new HitDensity(trace, capacityBytes);
      case BELADY -> new Belady(trace, capacityBytes);
    };
  }

  HitRatio hitRatio(Trace trace, long capacityBytes) {
    return HitRatio.of(trace, policy(trace, capacityBytes));
  }
}
