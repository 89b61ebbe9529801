package dev.headwater.platform.feed;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/**
 * What a node says of a live channel that media comes to there. Immutable.
 *
 * @param channel its id
 * @param since when it came into that state
 * @param bitsPerSecond that came of late, over all its tracks
 */
public record ChannelReport(String channel, State state, Instant since, long bitsPerSecond) {

  /** Whether media comes. */
  public enum State {
    LIVE,
    /** None has come for one and a half target durations. */
    STALE,
    /** None has come for so long that the programme is taken to be over. */
    ENDED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("channel", channel)
        .put("state", state.word())
        .put("since", since.toString())
        .put("bitsPerSecond", bitsPerSecond);
  }

  static ChannelReport fromJson(JsonObject json) {
    return new ChannelReport(
        json.getString("channel").strip(),
        State.valueOf(json.getString("state").toUpperCase(Locale.ROOT)),
        Instant.parse(json.getString("since")),
        json.getLong("bitsPerSecond"));
  }
}
