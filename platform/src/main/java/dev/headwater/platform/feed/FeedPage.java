package dev.headwater.platform.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A piece of the control feed, as a node is given it. Immutable.
 *
 * @param history which log it is of: another one has nothing in common with it
 * @param floor the log is without gaps above this sequence; up to it, only what is still the latest
 *     word on something is left
 * @param last the last sequence of the log
 * @param restart whether the node has to begin anew, at 0: what it has is of another history, or of
 *     a time that the log no longer reaches back to
 * @param entries in order, from the one after that which was asked for
 */
public record FeedPage(
    String history, long floor, long last, boolean restart, List<FeedEntry> entries) {
  public FeedPage {
    entries = List.copyOf(entries);
  }

  /** Tells a node to begin anew. */
  public static FeedPage restart(String history, long floor, long last) {
    return new FeedPage(history, floor, last, true, List.of());
  }

  /**
   * What is left of pages once their news is dropped: the latest word on each subject, and a floor
   * that says so.
   *
   * @param pages one or more, each following on the one before
   */
  public static FeedPage withoutNews(List<FeedPage> pages) {
    Map<String, FeedEntry> words = new LinkedHashMap<>();
    long floor = 0;
    for (FeedPage page : pages) {
      floor = Math.max(floor, page.floor());
      for (FeedEntry entry : page.entries()) {
        floor = Math.max(floor, entry.sequence());
        entry
            .change()
            .subject()
            .ifPresent(subject -> {
              words.remove(subject); // so that they stay in order
              words.put(subject, entry);
            });
      }
    }
    FeedPage end = pages.getLast();
    return new FeedPage(
        end.history(), floor, Math.max(floor, end.last()), false, List.copyOf(words.values()));
  }

  public JsonObject toJson() {
    return new JsonObject()
        .put("history", history)
        .put("floor", floor)
        .put("last", last)
        .put("restart", restart)
        .put("entries", new JsonArray(entries.stream().map(FeedEntry::toJson).toList()));
  }

  /** Fails with IllegalArgumentException where it isn't a page. */
  public static FeedPage fromJson(JsonObject json) {
    try {
      return new FeedPage(
          json.getString("history").strip(),
          json.getLong("floor"),
          json.getLong("last"),
          json.getBoolean("restart"),
          json.getJsonArray("entries").stream()
              .map(entry -> FeedEntry.fromJson((JsonObject) entry))
              .toList());
    } catch (NullPointerException | ClassCastException e) {
      throw new IllegalArgumentException(
          "a page of the feed lacks a field, or has one ill-typed", e);
    }
  }
}
