package dev.headwater.platform.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/**
 * What a node of the data plane says of itself, every few seconds and whenever it has applied
 * something. Immutable.
 *
 * @param node its name, which no other node has
 * @param role what lies behind it
 * @param version of the program
 * @param policy the version of the caching policy that is in force; empty where it doesn't say
 * @param history the log that its sequence is of
 * @param applied how far it had got in the feed at which times, the latest last: it serves nothing
 *     that was purged up to there
 * @param state whether it takes part
 * @param streams sessions that were active since the last report, of viewers who may have a limited
 *     number at once
 * @param channels those that media comes to here, or came to of late
 */
public record NodeReport(
    String node,
    String role,
    String region,
    String version,
    String policy,
    Instant startedAt,
    String history,
    List<Applied> applied,
    State state,
    List<Stream> streams,
    List<ChannelReport> channels) {
  private static final int MAX_TEXT = 200;
  private static final int MAX_APPLIED = 1000;

  /** Of one report; others go into the next. */
  public static final int MAX_STREAMS = 1000;

  /** Of one report: more don't find room on one node. */
  public static final int MAX_CHANNELS = 1000;

  /** A place in the feed, and when everything up to it was in force. */
  public record Applied(long sequence, Instant at) {}

  /** A playback session, and whose it is. */
  public record Stream(String viewer, String session) {}

  /** Whether a node takes part. */
  public enum State {
    /** It reads what it has missed, and takes no requests yet. */
    STARTING,
    SERVING,
    /** It takes no new requests and is about to be gone: nobody need wait for it. */
    LEAVING;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public NodeReport {
    applied = List.copyOf(applied);
    streams = List.copyOf(streams);
    channels = List.copyOf(channels);
    for (String text : List.of(node, role, region, version, policy, history)) {
      if (text.length() > MAX_TEXT) {
        throw new IllegalArgumentException(
            "a text of " + text.length() + " characters (expected: <= " + MAX_TEXT + ")");
      }
    }
    if (node.isBlank()) {
      throw new IllegalArgumentException("node: none (expected: a name)");
    }
    if (applied.size() > MAX_APPLIED) {
      throw new IllegalArgumentException(
          "applied: " + applied.size() + " (expected: <= " + MAX_APPLIED + ")");
    }
    if (streams.size() > MAX_STREAMS) {
      throw new IllegalArgumentException(
          "streams: " + streams.size() + " (expected: <= " + MAX_STREAMS + ")");
    }
    if (channels.size() > MAX_CHANNELS) {
      throw new IllegalArgumentException(
          "channels: " + channels.size() + " (expected: <= " + MAX_CHANNELS + ")");
    }
  }

  /** 0 where nothing was applied yet. */
  public long sequence() {
    return applied.isEmpty() ? 0 : applied.getLast().sequence();
  }

  public JsonObject toJson() {
    JsonArray places = new JsonArray();
    applied.forEach(place ->
        places.add(
            new JsonObject().put("sequence", place.sequence).put("at", place.at.toString())));
    JsonArray active = new JsonArray();
    streams.forEach(stream ->
        active.add(new JsonObject().put("viewer", stream.viewer).put("session", stream.session)));
    return new JsonObject()
        .put("node", node)
        .put("role", role)
        .put("region", region)
        .put("version", version)
        .put("policy", policy)
        .put("startedAt", startedAt.toString())
        .put("history", history)
        .put("applied", places)
        .put("state", state.word())
        .put("streams", active)
        .put("channels", new JsonArray(channels.stream().map(ChannelReport::toJson).toList()));
  }

  /** Fails with IllegalArgumentException where it isn't a report. */
  public static NodeReport fromJson(JsonObject json) {
    try {
      return new NodeReport(
          json.getString("node").strip(),
          json.getString("role").strip(),
          json.getString("region").strip(),
          json.getString("version").strip(),
          json.getString("policy", "").strip(),
          Instant.parse(json.getString("startedAt")),
          json.getString("history").strip(),
          json.getJsonArray("applied").stream()
              .map(JsonObject.class::cast)
              .map(place ->
                  new Applied(place.getLong("sequence"), Instant.parse(place.getString("at"))))
              .toList(),
          State.valueOf(json.getString("state").toUpperCase(Locale.ROOT)),
          json.getJsonArray("streams", new JsonArray()).stream()
              .map(JsonObject.class::cast)
              .map(stream ->
                  new Stream(
                      stream.getString("viewer").strip(), stream.getString("session").strip()))
              .toList(),
          json.getJsonArray("channels", new JsonArray()).stream()
              .map(JsonObject.class::cast)
              .map(ChannelReport::fromJson)
              .toList());
    } catch (NullPointerException | ClassCastException | DateTimeParseException e) {
      throw new IllegalArgumentException("a report lacks a field, or has one ill-typed", e);
    }
  }
}
