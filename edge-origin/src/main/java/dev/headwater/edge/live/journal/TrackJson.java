package dev.headwater.edge.live.journal;

import dev.headwater.media.Resolution;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;

/** What a multivariant playlist says of a track; how to read its samples is in its header. */
public final class TrackJson {
  private static final String LANGUAGE = "[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}";

  private TrackJson() {}

  public static JsonObject write(Track.Coded track) {
    JsonObject json =
        new JsonObject()
            .put("id", track.id())
            .put("timescale", track.timescale())
            .put("codec", track.codec());
    return switch (track) {
      case Track.Video video ->
          json.put("width", video.resolution().width()).put("height", video.resolution().height());
      case Track.Audio audio ->
          json.put("sampleRateHz", audio.sampleRateHz())
              .put("channels", audio.channels())
              .put("language", audio.language().orElse(""));
      case Track.Text text -> json.put("language", text.language().orElse(""));
    };
  }

  /** Fails with a RuntimeException where a field is missing or ill-typed. */
  public static Track.Coded read(JsonObject json) {
    long id = json.getLong("id");
    long timescale = json.getLong("timescale");
    String codec = Objects.requireNonNull(json.getString("codec"));
    if (!codec.matches("[A-Za-z0-9._+-]{1,64}")) {
      throw new IllegalArgumentException("codec: '" + codec + "'");
    }
    if (json.containsKey("width")) {
      Resolution size = new Resolution(json.getInteger("width"), json.getInteger("height"));
      return new Track.Video(id, timescale, SampleDefaults.NONE, codec, size);
    }
    Optional<String> language =
        Optional.of(json.getString("language", "")).filter(tag -> tag.matches(LANGUAGE));
    if (codec.equals(Track.Text.WEB_VTT)) {
      return new Track.Text(id, timescale, SampleDefaults.NONE, codec, language);
    }
    int rate = json.getInteger("sampleRateHz");
    return new Track.Audio(
        id, timescale, SampleDefaults.NONE, codec, rate, json.getInteger("channels"), language);
  }
}
