package dev.headwater.control.title;

import dev.headwater.platform.settings.Setting;
import java.time.Duration;

/** What happens to titles, and to channels, over time. Immutable. */
public record TitleSettings(
    @Setting(
            value = "30d",
            doc = "How long a deleted title or channel is answered with 410, before 404.")
        Duration goneFor) {}
