package dev.headwater.platform.feed;

import io.vertx.core.json.JsonObject;

/**
 * One line of the control feed. Immutable.
 *
 * @param sequence its place: each is one more than the one before it, above the page's floor
 * @param change what it tells
 */
public record FeedEntry(long sequence, FeedChange change) {
  public FeedEntry {
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence: " + sequence + " (expected: > 0)");
    }
  }

  public JsonObject toJson() {
    return new JsonObject()
        .put("sequence", sequence)
        .put("type", change.type())
        .put("body", change.body());
  }

  /** Fails with IllegalArgumentException where it has no place or no type. */
  public static FeedEntry fromJson(JsonObject json) {
    try {
      return new FeedEntry(
          json.getLong("sequence"),
          FeedChange.of(json.getString("type").strip(), json.getJsonObject("body")));
    } catch (NullPointerException | ClassCastException e) {
      throw new IllegalArgumentException("a feed entry lacks a field, or has one ill-typed", e);
    }
  }
}
