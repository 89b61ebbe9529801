package dev.headwater.platform.feed;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a node says of a live channel that media comes to there. Immutable.
 *
 * @param channel its id
 * @param since when it came into that state
 * @param bitsPerSecond that came of late, over all its tracks
 * @param encoders which of them is seen, where the node tells it
 */
public record ChannelReport(
    String channel, State state, Instant since, long bitsPerSecond, Optional<Encoders> encoders) {

  /** Of whose encoders nothing is said. */
  public ChannelReport(String channel, State state, Instant since, long bitsPerSecond) {
    this(channel, state, since, bitsPerSecond, Optional.empty());
  }

  /**
   * The encoders of a channel.
   *
   * @param active primary, backup, slate or none
   * @param standby whether the other one sends too
   * @param failovers how often one failed and the other took over
   */
  public record Encoders(String active, boolean standby, long failovers) {
    private static final Set<String> ACTIVE = Set.of("primary", "backup", "slate", "none");

    public Encoders {
      if (!ACTIVE.contains(active)) {
        throw new IllegalArgumentException(
            "active: '" + active + "' (expected: one of " + ACTIVE + ")");
      }
    }

    public JsonObject toJson() {
      return new JsonObject()
          .put("active", active)
          .put("standby", standby)
          .put("failovers", failovers);
    }

    public static Encoders fromJson(JsonObject json) {
      return new Encoders(
          json.getString("active").strip(), json.getBoolean("standby"), json.getLong("failovers"));
    }
  }

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
    JsonObject json =
        new JsonObject()
            .put("channel", channel)
            .put("state", state.word())
            .put("since", since.toString())
            .put("bitsPerSecond", bitsPerSecond);
    encoders.ifPresent(told -> json.put("encoders", told.toJson()));
    return json;
  }

  static ChannelReport fromJson(JsonObject json) {
    return new ChannelReport(
        json.getString("channel").strip(),
        State.valueOf(json.getString("state").toUpperCase(Locale.ROOT)),
        Instant.parse(json.getString("since")),
        json.getLong("bitsPerSecond"),
        Optional.ofNullable(json.getJsonObject("encoders")).map(Encoders::fromJson));
  }
}
