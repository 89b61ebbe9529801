package dev.headwater.edge.peer;

import static dev.headwater.edge.peer.Await.await;
import static dev.headwater.edge.peer.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.peer.Viewers.View;
import dev.headwater.engines.testing.SharedEngines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three nodes, one process each. */
@SuppressWarnings("NullAway.Init") // each test begins by starting them
class NodeProcessesIT {
  private static final int NODES = 3;
  private static final int TURNS = 3;
  private static final int LARGE = 20_000_000;

  /** Small and large answers that each node gives before anything is counted or timed. */
  private static final int SMALL_TO_WARM = 20;

  private static final int LARGE_TO_WARM = 3;

  /** Half a second; the rest is what a busy machine needs. */
  private static final long REPLACED_WITHIN_MILLIS = 3_000;

  private final String target = "/" + UUID.randomUUID();
  private final Vertx vertx = Vertx.vertx();
  private final Vertx crowd = Vertx.vertx();
  private final List<NodeProcess> nodes = new ArrayList<>();
  private CountingSource source;
  private Viewers viewers;

  private void start(int size) {
    source = new CountingSource(vertx, size, true);
    viewers = new Viewers(crowd, source.body);
    Map<String, String> settings =
        Map.of(
            "role", "edge",
            "host", "127.0.0.1",
            "port", "0",
            "policy", "honour-upstream",
            "memory.max-size", "256MiB",
            "source.upstream.urls[0]", "http://127.0.0.1:" + source.port(),
            "redis.state", SharedEngines.redisState().url(),
            "peer.port", "0",
            "peer.secret", Cluster.SECRET);
    nodes.addAll(NodeProcess.start(NODES, settings));
    int rounds = size < LARGE ? SMALL_TO_WARM : LARGE_TO_WARM;
    for (int i = 0; i < NODES * rounds; i++) {
      assertComplete(get(i % NODES, "/warm" + i / NODES + target));
    }
    source.ranges.clear();
  }

  @AfterEach
  void stop() {
    nodes.forEach(NodeProcess::close);
    viewers.close();
    await(crowd.close());
    await(vertx.close());
  }

  private View get(int node, String of) {
    return viewers.get(nodes.get(node).port(), of);
  }

  /**
   * On a machine that is starved, a node that lives may be taken for dead: then it is tried anew.
   */
  @ParameterizedTest
  @CsvSource({"2000, 10000", LARGE + ", 60"})
  void manyMissesAreOneReadOfTheSource(int size, int requests) {
    start(size);
    int turn = 1;
    while (readsOf(target + "/" + turn, requests) > 1) {
      assertThat(++turn).as("turns").isLessThanOrEqualTo(TURNS);
    }
  }

  /** All get it whole, and who reads it but the first has cause to. */
  private long readsOf(String of, int requests) {
    source.ranges.clear();
    long before = replacements();
    List<View> views = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      views.add(get(i % NODES, of));
    }
    await(Future.all(views.stream().map(View::ended).toList()));
    assertComplete(views.toArray(View[]::new));
    assertThat((long) source.reads()).isPositive().isLessThanOrEqualTo(1 + replacements() - before);
    return source.reads();
  }

  /** Nodes that took the place of a holder which was silent, or for which Redis was late. */
  private long replacements() {
    return nodes.stream()
        .flatMap(node -> node.metrics().lines())
        .filter(line -> line.startsWith("headwater_leases_total"))
        .filter(line -> line.contains("\"taken-over\"") || line.contains("\"unavailable\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHolderThatIsKilledOrHangsInTheMiddleIsReplaced(boolean killed) {
    start(LARGE);
    source.rest = CountingSource.gate().future();
    View first = get(0, target);
    until("half at the holder", () -> first.equalBytes.get() == LARGE / 2);
    View second = get(1, target);
    View third = get(2, target);
    until("half at the second node", () -> second.equalBytes.get() == LARGE / 2);
    until("half at the third node", () -> third.equalBytes.get() == LARGE / 2);
    long began = System.nanoTime();
    if (killed) {
      nodes.getFirst().kill();
    } else {
      nodes.getFirst().hang();
    }
    until("more than half", () -> second.equalBytes.get() > LARGE / 2);
    assertThat((System.nanoTime() - began) / 1_000_000).isLessThan(REPLACED_WITHIN_MILLIS);
    assertComplete(second, third);
    assertThat(source.ranges).containsExactly("", "bytes=" + LARGE / 2 + "-");
  }

  private void assertComplete(View... views) {
    for (View view : views) {
      await(view.ended());
      assertThat(view.status()).isEqualTo(200);
      assertThat(view.differs).isFalse();
      assertThat(view.equalBytes).hasValue(source.body.length);
    }
  }
}
