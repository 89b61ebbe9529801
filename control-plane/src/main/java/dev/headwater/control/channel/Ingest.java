package dev.headwater.control.channel;

import dev.headwater.platform.settings.Secret;
import java.util.Optional;

/**
 * How an encoder sends to a channel. Immutable.
 *
 * @param streamKey absent where it can't be unsealed any more: a new one helps
 * @param rtmp the address with the key, absent without it
 * @param srt likewise, and absent where the channel has no port
 * @param cmaf for pushing over HTTP, with the channel's id and the key as credentials
 */
public record Ingest(
    Optional<Secret> streamKey, Optional<Secret> rtmp, Optional<Secret> srt, String cmaf) {}
