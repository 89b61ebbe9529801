package dev.headwater.edge.live.timeline;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Where the segments of all renditions begin, so that each number means the same stretch of time in
 * each of them. One rendition leads: it decides, and the others follow. Confined to its channel.
 */
final class Cuts {
  /** Clocks of tracks differ by less, and frames are longer. */
  static final Duration TOLERANCE = Duration.ofMillis(10);

  /** Followers are never this many segments behind who leads. */
  private static final int MOST = 64;

  private final NavigableMap<Duration, Long> numbers = new TreeMap<>();
  private Duration led = Duration.ZERO;

  /** A new epoch: what was cut before is on another timeline. */
  void begin(Epoch epoch) {
    numbers.clear();
    numbers.put(epoch.start(), epoch.firstNumber());
    led = epoch.start();
  }

  /** A segment of the leading rendition begins. */
  void cut(Duration at) {
    numbers.put(at, numbers.lastEntry().getValue() + 1);
    if (numbers.size() > MOST) {
      numbers.pollFirstEntry();
    }
  }

  /** All before {@code end} is decided. */
  void led(Duration end) {
    led = end.compareTo(led) > 0 ? end : led;
  }

  /** Whether it is decided which segment something is in. */
  boolean isDecided(Duration start) {
    return start.plus(TOLERANCE).compareTo(led) < 0;
  }

  /** The number of the segment that something at that place is in. */
  long numberAt(Duration start) {
    var cut = numbers.floorEntry(start.plus(TOLERANCE));
    return cut == null ? numbers.firstEntry().getValue() : cut.getValue();
  }

  /** Where the segment begins; the first one known where it is older. */
  Duration startOf(long number) {
    for (var cut : numbers.entrySet()) {
      if (cut.getValue() >= number) {
        return cut.getKey();
      }
    }
    return numbers.lastKey();
  }

  /**
   * Where the segment ends: where the next one begins, or, while that isn't known, as long after
   * its start as the one before it lasted.
   *
   * @param usual for the first one
   */
  Duration endOf(long number, Duration usual) {
    Duration start = startOf(number);
    Duration next = numbers.higherKey(start);
    if (next != null) {
      return next;
    }
    Duration before = numbers.lowerKey(start);
    return start.plus(before == null ? usual : start.minus(before));
  }
}
