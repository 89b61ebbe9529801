package dev.headwater.control.channel;

import dev.headwater.platform.settings.Secret;
import java.net.URI;
import java.util.Optional;

/** Tells those who may change a channel how its encoder sends to it. Thread-safe. */
public final class IngestAddresses {
  private final LiveSettings settings;
  private final String base;
  private final StreamKeys keys;

  /**
   * @param dataPlane where viewers reach it, and encoders where the settings don't say otherwise
   */
  public IngestAddresses(LiveSettings settings, URI dataPlane, StreamKeys keys) {
    this.settings = settings;
    this.base = withoutSlash(settings.ingestUrl().orElse(dataPlane));
    this.keys = keys;
  }

  public Ingest of(LiveChannel channel) {
    Optional<Secret> key = keys.open(channel.id(), channel.sealedKey());
    return new Ingest(
        key,
        key.map(this::rtmp),
        key.flatMap(secret -> channel.srtPort().map(port -> srt(port, secret))),
        base + "/ingest/" + channel.id() + "/");
  }

  private Secret rtmp(Secret key) {
    return new Secret(withoutSlash(settings.rtmpUrl()) + "/" + key.value());
  }

  /** Keys need no escapes in a query; 16 bytes are AES-128. */
  private Secret srt(int port, Secret key) {
    return new Secret(
        "srt://%s:%d?passphrase=%s&pbkeylen=16".formatted(settings.srtHost(), port, key.value()));
  }

  private static String withoutSlash(URI url) {
    return url.toString().replaceAll("/+$", "");
  }
}
