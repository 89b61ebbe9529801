package dev.headwater.standalone.endtoend;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What works again once a part that was away is back, without a restart of anything else.
 *
 * @param title that viewers are playing meanwhile
 */
record Convergence(
    ControlPlane api,
    Publishing publishing,
    List<ServiceProcess> edges,
    OwnEngines engines,
    String title) {
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** It has only to be packaged. */
  private static final int CLIP_SECONDS = 2;

  private static final int MOST_TITLES = 5;

  /** Writes come right behind the answer. */
  private static final Duration WRITTEN = Duration.ofSeconds(5);

  void show(String when, Evidence evidence) throws Exception {
    evidence.exactly(when + "log-in works", true, comes(api::accepts));
    JsonObject purge = api.purge(title);
    evidence.exactly(
        when + "a purge is applied on all nodes",
        true,
        comes(() -> isApplied(api.purgeState(purge.getString("id")))));
    evidence.exactly(
        when + "all nodes are at its sequence",
        true,
        comes(() -> sequences().stream().allMatch(purge.getLong("sequence")::equals)));
    evidence.exactly(
        when + "breakers of Redis are closed on all nodes",
        true,
        comes(() -> edges.stream().allMatch(Convergence::usesRedis)));
    evidence.exactly(
        when + "nodes hear each other, and count all viewers",
        true,
        comes(() -> edges.stream().allMatch(this::countsAll)));
    showNewPublication(when, evidence);
  }

  /** Each node has a viewer of each of two titles, at least. */
  private boolean countsAll(ServiceProcess edge) {
    return edge.heard() == edges.size() && edge.cluster().getInteger("viewers") >= 2 * edges.size();
  }

  private static boolean comes(BooleanSupplier fact) {
    return Await.comes(LIMIT, fact);
  }

  private boolean isApplied(JsonObject purge) {
    JsonArray nodes = purge.getJsonArray("nodes");
    return purge.getString("state").equals("applied")
        && nodes.stream()
            .map(node -> ((JsonObject) node).getString("node"))
            .sorted()
            .toList()
            .equals(edges.stream().map(ServiceProcess::name).toList());
  }

  /** By the nodes' own word. */
  private List<Long> sequences() {
    return edges.stream().map(edge -> (long) edge.metric("headwater_feed_sequence{")).toList();
  }

  private static boolean usesRedis(ServiceProcess edge) {
    return edge.metric("headwater_breaker_open{of=\"redis\"") == 0
        && edge.metric("headwater_breaker_open{of=\"leases\"") == 0;
  }

  /**
   * What the first node has fetched, the second finds in Redis: of one of some titles, since a node
   * that has no connection for what it would write doesn't wait for one.
   */
  private void showNewPublication(String when, Evidence evidence) throws Exception {
    Playing playing = new Playing();
    PlayedTitle published = published(when, 1);
    boolean written = isWritten(published, playing);
    for (int title = 2; title <= MOST_TITLES && !written; title++) {
      published = published(when, title);
      written = isWritten(published, playing);
    }
    evidence.exactly(when + "a node writes to Redis", true, written);
    for (ServiceProcess edge : edges.subList(1, edges.size())) {
      Viewing.of(edge.url(), published).playOut(playing);
    }
    evidence.none(
        when + "errors of a new publication, in %d answers".formatted(playing.answers()),
        playing.errors().size());
    evidence.atLeast(when + "answers that came from Redis", 1, playing.fromRedis());
  }

  private PlayedTitle published(String when, int number) throws Exception {
    return publishing.played(publishing.publish("New, " + when + number, "public", CLIP_SECONDS));
  }

  private boolean isWritten(PlayedTitle title, Playing playing) throws Exception {
    int before = engines.cachedEntries();
    Viewing.of(edges.getFirst().url(), title).playOut(playing);
    return Await.comes(WRITTEN, () -> engines.cachedEntries() > before);
  }
}
