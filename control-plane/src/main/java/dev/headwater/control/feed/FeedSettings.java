package dev.headwater.control.feed;

import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.Setting;
import java.time.Duration;

/** How far back the control feed reaches, and what of it lies in the object store. Immutable. */
public record FeedSettings(
    @Setting(
            value = "24h",
            doc =
                "How long news stays in the feed; a node that was away for longer begins anew, and takes nothing from Redis that is older.")
        Duration retention,
    @Setting(value = "64MiB", doc = "How much news stays in the feed at most.") DataSize maxSize,
    SnapshotSettings snapshot) {
  /** One line has up to a thousand items, of 2 KiB at most each. */
  private static final DataSize LEAST = DataSize.ofMebibytes(4);

  public FeedSettings {
    if (retention.toSeconds() < 1) {
      throw new IllegalArgumentException("retention: " + retention + " (expected: >= 1s)");
    }
    if (maxSize.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException("max-size: " + maxSize + " (expected: >= " + LEAST + ")");
    }
  }
}
