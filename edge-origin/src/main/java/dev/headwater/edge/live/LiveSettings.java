package dev.headwater.edge.live;

import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.Setting;
import java.time.Duration;

/** How live channels are served. Immutable. */
public record LiveSettings(
    @Setting(
            value = "200000",
            doc = "How many requests may wait on one event loop for what is not there yet.")
        int maxWaiting,
    @Setting(
            value = "5m",
            doc = "A channel that no media has come to for so long is over: players end.")
        Duration endsAfter,
    @Setting(
            value = "2m",
            doc =
                "Segments are deleted so long after they have left playlists, or their channel has gone.")
        Duration grace,
    @Setting(
            value = "128MiB",
            doc =
                "How much of what encoders have sent may wait to be taken; half of it for one channel. What doesn't fit is refused (503).")
        DataSize maxUntaken,
    @Setting(
            value = "256MiB",
            doc =
                "How much of other nodes' channels may be held in memory, outside the heap: above that, those without viewers here go first, and no other one is followed.")
        DataSize maxFollowed,
    @Setting(
            value = "3",
            doc =
                "How many part targets players of low latency stay behind the newest part (PART-HOLD-BACK). Six where viewers come through nginx: what others wait for, it looks for twice a second.")
        int partHoldBack) {
  /** Draft-pantos-hls-rfc8216bis, section 4.4.3.8; three are wanted. */
  private static final int LEAST_PART_HOLD_BACK = 2;

  /** Ten seconds or so: players without parts aren't farther behind. */
  private static final int MOST_PART_HOLD_BACK = 30;

  public LiveSettings {
    if (maxWaiting < 0) {
      throw new IllegalArgumentException("max-waiting: " + maxWaiting + " (expected: >= 0)");
    }
    if (!endsAfter.isPositive()) {
      throw new IllegalArgumentException("ends-after: " + endsAfter + " (expected: > 0s)");
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace: " + grace + " (expected: >= 0s)");
    }
    if (partHoldBack < LEAST_PART_HOLD_BACK || partHoldBack > MOST_PART_HOLD_BACK) {
      throw new IllegalArgumentException(
          "part-hold-back: %d (expected: %d to %d)"
              .formatted(partHoldBack, LEAST_PART_HOLD_BACK, MOST_PART_HOLD_BACK));
    }
  }
}
