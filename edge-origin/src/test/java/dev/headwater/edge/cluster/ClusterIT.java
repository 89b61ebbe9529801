package dev.headwater.edge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three nodes with real Hazelcast on the loopback interface: found, heard, cut off, mended. */
class ClusterIT {
  private static final int COUNT = 3;
  private static final Topic<String> WORDS =
      new Topic<>(
          "words", word -> new JsonObject().put("word", word), json -> json.getString("word"));

  private final Nodes nodes = new Nodes(COUNT);

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void nodesFindHearAndCountEachOtherAndGoOnAloneWhenCutOff() {
    List<ConcurrentLinkedQueue<String>> heard =
        IntStream.range(0, COUNT).mapToObj(_ -> new ConcurrentLinkedQueue<String>()).toList();
    for (int node = 0; node < COUNT; node++) {
      nodes.clusters.get(node).notices().subscribe(WORDS, heard.get(node)::add);
    }
    say(0, "before");
    Nodes.until("its own notice", () -> heard.get(0).contains("before"));
    nodes.start();
    nodes.awaitAllTogether();
    assertThat(heard.get(1)).as("at most once, and now or never").isEmpty();
    assertThat(nodes.clusters.get(0).view().members())
        .containsExactlyInAnyOrder(Nodes.member(0), Nodes.member(1), Nodes.member(2));

    say(0, "hello");
    Nodes.until("it on all", () -> heard.stream().allMatch(words -> words.contains("hello")));
    watch(0, "t1", "ann", "bob");
    watch(1, "t1", "cid");
    watch(2, "t2", "dan");
    Nodes.until("the sums on all", () -> sums(Map.of("t1", 3, "t2", 1)));

    nodes.cutOff(2);
    Nodes.until("the others go on", () -> nodes.seen(0) == 2 && nodes.seen(1) == 2);
    Nodes.until("the one goes on alone", () -> nodes.seen(2) == 1 && nodes.heard(2) == 1);
    say(2, "alone");
    say(1, "together");
    Nodes.until("its own notice", () -> heard.get(2).contains("alone"));
    Nodes.until("the notice of two", () -> heard.get(0).contains("together"));
    watch(2, "t2", "dan"); // the half minute may be over
    Nodes.until("the viewers of one node", () -> nodes.clusters.get(2).view().viewers() == 1);

    nodes.mend();
    nodes.awaitAllTogether();
    say(2, "again");
    Nodes.until("it on all", () -> heard.stream().allMatch(words -> words.contains("again")));
    assertThat(IntStream.range(0, COUNT).mapToDouble(this::merges).sum()).isPositive();
    heard.forEach(words -> assertThat(words).as("nothing twice").doesNotHaveDuplicates());
  }

  @Test
  void aMemberThatIsShutDownUnderneathJoinsAnewAndOneThatLeavesStaysAway() {
    nodes.start();
    nodes.awaitAllTogether();
    Hazelcast.getAllHazelcastInstances().stream()
        .filter(
            member -> "node-1".equals(member.getCluster().getLocalMember().getAttribute("node")))
        .forEach(member -> member.getLifecycleService().terminate());
    Nodes.until(
        "it is noticed",
        () -> nodes.counted(1, "headwater.cluster.rebuilds", "cause", "shut-down") == 1);
    nodes.awaitAllTogether();

    nodes.clusters.get(2).leave();
    Nodes.until("it is gone", () -> nodes.seen(0) == 2);
    assertThat(nodes.clusters.get(2).view().state()).isEqualTo(ClusterView.State.LEFT);
    nodes.clusters.get(2).join();
    nodes.awaitAllTogether();
  }

  /** Whoever reaches the port can be a member; it can't choose what we make of its bytes. */
  @Test
  void aMemberThatIsUpToNoGoodHasNoneOfItsClassesMadeHere() {
    nodes.clusters.getFirst().start();
    Nodes.until("there is a cluster", () -> nodes.seen(0) == 1);
    try (Intruder intruder = Intruder.join(nodes.settings(1, COUNT), Nodes.member(1))) {
      Nodes.until("it is a member", () -> nodes.seen(0) == 2);
      assertThat(intruder.runThere(new Intruder.Serialized(), "node-0"))
          .hasMessageContaining("Intruder$Serialized");
      assertThat(intruder.runThere(new Intruder.Named(), "node-0"))
          .hasMessageContaining("Intruder$Named");
      assertThat(Intruder.MADE).hasValue(0);
      assertThat(intruder.connectsAsClient()).as("there is no port for clients").isFalse();
    }
  }

  private double merges(int node) {
    return nodes.counted(node, "headwater.cluster.rebuilds", "cause", "merged");
  }

  private void say(int node, String word) {
    nodes.clusters.get(node).notices().publish(WORDS, word);
  }

  private void watch(int node, String title, String... viewers) {
    for (String viewer : viewers) {
      nodes.clusters.get(node).viewers().saw(title, viewer);
    }
  }

  private boolean sums(Map<String, Integer> titles) {
    return nodes.clusters.stream()
        .allMatch(cluster -> cluster.view().viewersByTitle().equals(titles));
  }
}
