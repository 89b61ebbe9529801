package dev.headwater.control.http.internal;

import dev.headwater.platform.identity.IdentitySettings;
import dev.headwater.platform.settings.Setting;

/**
 * The port for the data plane, 2000 above the server's own. Immutable.
 *
 * @param identity how nodes are known there
 */
public record InternalSettings(
    @Setting(value = "127.0.0.1", doc = "Address that nodes of the data plane reach.") String host,
    IdentitySettings identity) {}
