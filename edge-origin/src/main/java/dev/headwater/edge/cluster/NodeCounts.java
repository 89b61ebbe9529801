package dev.headwater.edge.cluster;

import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many viewers one node has. Immutable.
 *
 * @param total of all titles
 * @param titles those with the most viewers
 */
record NodeCounts(int total, Map<String, Integer> titles) {
  /** What a notice of them can hold. */
  static final int MOST_TITLES = 500;

  static final NodeCounts NONE = new NodeCounts(0, Map.of());
  static final Topic<NodeCounts> TOPIC =
      new Topic<>("viewers", NodeCounts::toJson, NodeCounts::fromJson);

  NodeCounts {
    titles = Map.copyOf(titles);
  }

  static NodeCounts of(Map<String, Integer> titles) {
    Map<String, Integer> most = new LinkedHashMap<>();
    titles.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_TITLES)
        .forEach(entry -> most.put(entry.getKey(), entry.getValue()));
    return new NodeCounts(titles.values().stream().mapToInt(Integer::intValue).sum(), most);
  }

  private JsonObject toJson() {
    JsonObject counts = new JsonObject();
    titles.forEach(counts::put);
    return new JsonObject().put("total", total).put("titles", counts);
  }

  private static NodeCounts fromJson(JsonObject json) {
    Map<String, Integer> titles = new LinkedHashMap<>();
    JsonObject counts = json.getJsonObject("titles");
    if (counts.size() > MOST_TITLES) {
      throw new IllegalArgumentException(
          "titles: " + counts.size() + " (expected: <= " + MOST_TITLES + ")");
    }
    counts.fieldNames().forEach(title -> titles.put(title, counts.getInteger(title)));
    return new NodeCounts(json.getInteger("total"), titles);
  }
}
