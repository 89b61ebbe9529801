package dev.headwater.control.upload;

import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.Setting;
import java.time.Duration;

/** How large sources may be, and how long an upload that has stopped is kept. Immutable. */
public record UploadSettings(
    @Setting(value = "100GiB", doc = "Largest source that is accepted.") DataSize maxSize,
    @Setting(
            value = "10TiB",
            doc =
                "What the sources of one publisher's titles may take together, uploads on their way among them.")
        DataSize quota,
    @Setting(value = "2d", doc = "An upload that nobody goes on with is dropped after so long.")
        Duration expireAfter,
    @Setting(value = "1m", doc = "How often uploads are looked for that are to be dropped.")
        Duration collectEvery,
    @Setting(
            value = "32",
            doc =
                "Calls that bring bytes of resumable uploads at once; each holds one part in memory, of 5 MiB or more.")
        int atOnce) {

  /** 10,000 parts of a size that fits into memory; the S3 API takes no more than 5 TiB either. */
  private static final DataSize LARGEST = DataSize.parse("4TiB");

  public UploadSettings {
    if (maxSize.bytes() < 1 || maxSize.compareTo(LARGEST) > 0) {
      throw new IllegalArgumentException(
          "max-size: %s (expected: > 0B, <= %s)".formatted(maxSize, LARGEST));
    }
    positive("expire-after", expireAfter);
    positive("collect-every", collectEvery);
    if (atOnce < 1) {
      throw new IllegalArgumentException("at-once: " + atOnce + " (expected: > 0)");
    }
  }

  private static void positive(String key, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(key + ": " + value + " (expected: >= 1ms)");
    }
  }
}
