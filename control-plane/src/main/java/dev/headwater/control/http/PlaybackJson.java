package dev.headwater.control.http;

import dev.headwater.control.playback.Playback;
import io.vertx.core.json.JsonObject;

/** What a player needs, as the API shows it; members without a value are left out. */
final class PlaybackJson {
  private PlaybackJson() {}

  static JsonObject of(Playback playback) {
    JsonObject json = new JsonObject().put("name", playback.name()).put("hls", playback.hls());
    playback.dash().ifPresent(url -> json.put("dash", url));
    playback.keyServer().ifPresent(url -> json.put("keyServer", url));
    playback.posterUrl().ifPresent(url -> json.put("posterUrl", url));
    playback
        .token()
        .ifPresent(token ->
            json.put("token", token.value()).put("expiresAt", token.expiresAt().toString()));
    return json;
  }
}
