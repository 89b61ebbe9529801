package dev.headwater.edge.cluster;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The cluster as one node sees it now. Immutable.
 *
 * @param self this node
 * @param nodes that are there and how many viewers each has, this one always among them
 */
public record ClusterView(State state, Member self, List<Node> nodes) {
  /** An answer for people, not a report. */
  private static final int MOST_TITLES = 100;

  /** How this node and the cluster stand to each other. */
  public enum State {
    /** Not begun, or an attempt is under way. */
    JOINING,
    JOINED,
    /** The last attempt failed, or a stay has ended; the next attempt is due. */
    AWAY,
    /** By an operator's wish, or for good. */
    LEFT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One of them.
   *
   * @param heard whether it has told its counts lately
   */
  record Node(Member member, boolean heard, NodeCounts counts) {}

  public ClusterView {
    nodes = List.copyOf(nodes);
  }

  public List<Member> members() {
    return nodes.stream().map(Node::member).toList();
  }

  /** Of all nodes that are heard. */
  public int viewers() {
    return nodes.stream().mapToInt(node -> node.counts().total()).sum();
  }

  /** Of those titles that have many viewers on some node. */
  public Map<String, Integer> viewersByTitle() {
    Map<String, Integer> sums = new HashMap<>();
    nodes.forEach(node ->
        node.counts().titles().forEach((title, count) -> sums.merge(title, count, Integer::sum)));
    return sums;
  }

  JsonObject toJson() {
    JsonArray members = new JsonArray();
    nodes.forEach(node -> members.add(toJson(node)));
    JsonArray titles = new JsonArray();
    viewersByTitle().entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_TITLES)
        .forEach(entry ->
            titles.add(
                new JsonObject().put("title", entry.getKey()).put("viewers", entry.getValue())));
    return new JsonObject()
        .put("state", state.word())
        .put("node", self.node())
        .put("members", members)
        .put("viewers", viewers())
        .put("titles", titles);
  }

  private static JsonObject toJson(Node node) {
    Member member = node.member();
    return new JsonObject()
        .put("node", member.node())
        .put("role", member.role())
        .put("region", member.region())
        .put("address", member.address())
        .put("heard", node.heard())
        .put("viewers", node.counts().total());
  }
}
