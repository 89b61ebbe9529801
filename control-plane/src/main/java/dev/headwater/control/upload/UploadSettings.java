package dev.headwater.control.upload;

import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.settings.Setting;

/** How large a source may be. Immutable. */
public record UploadSettings(
    @Setting(value = "100GiB", doc = "Largest source that is accepted.") DataSize maxSize) {

  public UploadSettings {
    if (maxSize.bytes() < 1) {
      throw new IllegalArgumentException("max-size: " + maxSize + " (expected: > 0B)");
    }
  }
}
