package dev.headwater.control.encoding.flv;

import java.util.Optional;

/**
 * Counts the times of a stream's tags from its first one, across the wrap of their 32 bits.
 * Confined to one thread.
 */
public final class TagClock {
  /** Audio and video don't come in the order of their times, but nearly. */
  private static final int MAX_JUMP_MILLIS = 10_000;

  /** ffmpeg reads times as signed: a stream begins anew before they turn negative. */
  private static final long LAST_MILLIS = Integer.MAX_VALUE - 1_000_000L;

  private final long origin;
  private long latest;

  /**
   * @param origin time of the tag that is to be at 0
   */
  public TagClock(long origin) {
    this.origin = origin;
  }

  /** The tag at its time; empty where that jumps, so that a new stream has to begin. */
  public Optional<FlvTag> retimed(FlvTag tag) {
    int step = (int) (tag.timestampMillis() - origin - latest); // modulo 2^32, and signed
    long time = latest + step;
    if (Math.abs((long) step) > MAX_JUMP_MILLIS || time > LAST_MILLIS) {
      return Optional.empty();
    }
    latest = Math.max(time, latest);
    return Optional.of(tag.at(Math.max(0, time)));
  }
}
