package dev.headwater.control.title;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A rendition as the API shows it. Immutable. */
public sealed interface RenditionSummary {
  JsonObject toJson();

  /** Pictures. */
  record Video(
      String id, String codecs, int width, int height, double frameRate, Bandwidth bandwidth)
      implements RenditionSummary {
    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .put("id", id)
          .put("kind", "video")
          .put("codecs", codecs)
          .put("width", width)
          .put("height", height)
          .put("frameRate", frameRate)
          .mergeIn(bandwidth.toJson());
    }
  }

  /** Sound. */
  record Audio(
      String id, String codecs, Words words, int channels, int sampleRateHz, Bandwidth bandwidth)
      implements RenditionSummary {
    @Override
    public JsonObject toJson() {
      return words
          .addTo(new JsonObject().put("id", id).put("kind", "audio").put("codecs", codecs))
          .put("channels", channels)
          .put("sampleRate", sampleRateHz)
          .mergeIn(bandwidth.toJson());
    }
  }

  /** Subtitles. */
  record Subtitles(String id, Words words) implements RenditionSummary {
    @Override
    public JsonObject toJson() {
      return words.addTo(
          new JsonObject().put("id", id).put("kind", "subtitles").put("codecs", "wvtt"));
    }
  }

  /**
   * What viewers are shown.
   *
   * @param language as RFC 5646 has it, where it is known
   */
  record Words(String name, Optional<String> language) {
    private JsonObject addTo(JsonObject json) {
      json.put("name", name);
      language.ifPresent(tag -> json.put("language", tag));
      return json;
    }
  }

  /**
   * Measured bit rates, in bits a second.
   *
   * @param peak of the segments that need most
   * @param average over all of it
   */
  record Bandwidth(long peak, long average) {
    private JsonObject toJson() {
      return new JsonObject().put("bandwidth", peak).put("averageBandwidth", average);
    }
  }
}
