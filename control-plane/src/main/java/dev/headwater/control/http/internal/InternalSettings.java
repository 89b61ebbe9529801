package dev.headwater.control.http.internal;

import dev.headwater.platform.settings.Secret;
import dev.headwater.platform.settings.Setting;
import java.util.Optional;

/** The port for the data plane, 2000 above the server's own. Immutable. */
public record InternalSettings(
    @Setting(value = "127.0.0.1", doc = "Address that nodes of the data plane reach.") String host,
    @Setting(
            doc =
                "What nodes of the data plane show, the same as their feed.secret; none: no node is let in.")
        Optional<Secret> secret) {}
