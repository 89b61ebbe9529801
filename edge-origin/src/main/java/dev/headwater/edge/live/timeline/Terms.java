package dev.headwater.edge.live.timeline;

import dev.headwater.edge.protection.KeyPeriods;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.channel.Latency;
import java.time.Duration;
import java.util.Optional;

/**
 * What never changes of a channel: its durations, since draft-pantos-hls-rfc8216bis, section 6.2.1,
 * wants one target duration, and section 4.4.3.8 one part target, and its keys. Immutable.
 *
 * @param segment the least that a segment lasts, but for the last one of an epoch
 * @param target EXT-X-TARGETDURATION
 * @param part the most that a part lasts; empty where segments have none
 * @param window how much of the past a playlist has
 * @param inMemory how much of it is held in memory, whole segments and parts
 * @param keys which segments have which; empty where it isn't encrypted
 * @param partHoldBack PART-HOLD-BACK, in part targets
 */
public record Terms(
    Duration segment,
    Duration target,
    Optional<Duration> part,
    Duration window,
    Duration inMemory,
    Optional<KeyPeriods> keys,
    int partHoldBack) {
  /** Section 4.4.3.8: at least two; three are wanted. */
  public static final int USUAL_PART_HOLD_BACK = 3;

  /**
   * Section 6.2.2: a playlist lasts at least three target durations; some more are for the slow.
   */
  private static final int LEAST_WINDOW_TARGETS = 6;

  /** Section 6.2.2: parts are offered for at least three target durations from the end. */
  private static final int IN_MEMORY_TARGETS = 4;

  /** Of renditions that have whole segments only. */
  public Terms withoutParts() {
    return new Terms(segment, target, Optional.empty(), window, inMemory);
  }

  /** The same with players elsewhere. */
  public Terms withPartHoldBack(int parts) {
    return new Terms(segment, target, part, window, inMemory, keys, parts);
  }

  /** Of a channel that isn't encrypted. */
  public Terms(
      Duration segment,
      Duration target,
      Optional<Duration> part,
      Duration window,
      Duration inMemory) {
    this(segment, target, part, window, inMemory, Optional.empty());
  }

  /** With players where they usually are. */
  public Terms(
      Duration segment,
      Duration target,
      Optional<Duration> part,
      Duration window,
      Duration inMemory,
      Optional<KeyPeriods> keys) {
    this(segment, target, part, window, inMemory, keys, USUAL_PART_HOLD_BACK);
  }

  public static Terms of(Channel channel) {
    Latency latency = channel.latency();
    Duration target = Duration.ofSeconds(latency.targetDurationSeconds());
    Duration least = target.multipliedBy(LEAST_WINDOW_TARGETS);
    return new Terms(
        latency.segment(),
        target,
        latency.partTarget(),
        channel.dvr().compareTo(least) > 0 ? channel.dvr() : least,
        target.multipliedBy(IN_MEMORY_TARGETS),
        KeyPeriods.of(channel));
  }
}
