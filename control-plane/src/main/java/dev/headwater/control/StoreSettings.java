package dev.headwater.control;

import dev.headwater.platform.settings.Setting;
import java.nio.file.Path;

/** Where sources and publications are kept. Immutable. */
public record StoreSettings(
    @Setting(value = "data/store", doc = "Folder that the data plane and the workers share.")
        Path directory) {}
