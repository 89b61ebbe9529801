package dev.headwater.control;

import dev.headwater.platform.settings.Setting;
import dev.headwater.platform.store.location.StoreLocation;
import dev.headwater.platform.store.s3.S3Settings;
import java.nio.file.Path;
import java.util.Optional;

/** Where sources and publications are kept. Immutable. */
public record StoreSettings(
    @Setting(
            value = "data/store",
            doc = "Folder that the data plane and the workers share, where no bucket is set.")
        Path directory,
    S3Settings s3) {
  StoreLocation location() {
    return StoreLocation.of(Optional.of(directory), s3);
  }
}
