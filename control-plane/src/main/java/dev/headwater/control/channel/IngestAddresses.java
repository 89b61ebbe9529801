package dev.headwater.control.channel;

import dev.headwater.platform.channel.SrtPort;
import dev.headwater.platform.settings.Secret;
import java.net.URI;
import java.util.Optional;

/** Tells those who may change a channel how its encoders send to it. Thread-safe. */
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
    String cmaf = base + "/ingest/" + channel.id() + "/";
    return new Ingest(
        key,
        new Ingest.Addresses(
            key.map(secret -> rtmp(secret, "")),
            key.flatMap(secret -> channel.srtPort().map(port -> srt(port, secret))),
            cmaf),
        new Ingest.Addresses(
            key.map(secret -> rtmp(secret, "?backup=1")),
            key.flatMap(secret -> backupPort(channel).map(port -> srt(port, secret))),
            cmaf + "backup/"));
  }

  private static Optional<Integer> backupPort(LiveChannel channel) {
    return channel.srtPort().stream()
        .flatMapToInt(port -> SrtPort.backup(port).stream())
        .boxed()
        .findFirst();
  }

  private Secret rtmp(Secret key, String query) {
    return new Secret(withoutSlash(settings.rtmpUrl()) + "/" + key.value() + query);
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
