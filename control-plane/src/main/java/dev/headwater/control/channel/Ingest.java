package dev.headwater.control.channel;

import dev.headwater.platform.settings.Secret;
import java.util.Optional;

/**
 * How encoders send to a channel. Immutable.
 *
 * @param streamKey absent where it can't be unsealed any more: a new one helps
 * @param backup for a second encoder, which is seen when the first one fails
 */
public record Ingest(Optional<Secret> streamKey, Addresses primary, Addresses backup) {

  /**
   * Where one encoder sends to.
   *
   * @param rtmp the address with the key, absent without it
   * @param srt likewise, and absent where the channel has no port
   * @param cmaf for pushing over HTTP, with the channel's id and the key as credentials
   */
  public record Addresses(Optional<Secret> rtmp, Optional<Secret> srt, String cmaf) {}
}
