package dev.headwater.edge.peer;

import static dev.headwater.edge.peer.Await.await;
import static dev.headwater.edge.peer.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.peer.Viewers.View;
import dev.headwater.engines.testing.SharedEngines;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three nodes, one source, leases in a real Redis. */
@SuppressWarnings("NullAway.Init") // each test begins by starting them
class LeaseIT {
  private static final int SMALL = 2_000;
  private static final int LARGE = 20_000_000;

  /** A holder is found silent within 250 ms; the rest is what a busy machine needs. */
  private static final long REPLACED_WITHIN_MILLIS = 3_000;

  private String target;
  private Cluster cluster;

  @BeforeEach
  void choose() {
    target = "/" + UUID.randomUUID(); // the Redis is shared with other tests
  }

  private Cluster start(int size, boolean strong) {
    cluster =
        new Cluster(size, strong).with(3, Map.of("redis.state", SharedEngines.redisState().url()));
    return cluster;
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @CsvSource({SMALL + ", 10000", LARGE + ", 60"})
  void manyMissesOnThreeNodesAreOneReadOfTheSource(int size, int requests) {
    start(size, true);
    if (size == SMALL) {
      warm();
    }
    List<View> views = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      views.add(cluster.viewers.get(cluster.node(i % 3).port(), target));
    }
    await(Future.all(views.stream().map(View::ended).toList()));
    assertThat(views)
        .allSatisfy(view -> {
          assertThat(view.status()).isEqualTo(200);
          assertThat(view.equalBytes).hasValue(size);
          assertThat(view.differs).isFalse();
        });
    assertThat(cluster.source.reads()).isEqualTo(1);
  }

  /** A process that has just begun is too late for limits of milliseconds. */
  private void warm() {
    for (int i = 0; i < 300; i++) {
      assertComplete(cluster.viewers.get(cluster.node(i % 3).port(), "/warm" + i / 3 + target));
    }
    cluster.source.ranges.clear();
  }

  @Test
  void aNodeGetsWhatAnotherHasOfAResponseThatIsStillComing() {
    start(LARGE, true);
    Promise<Void> rest = CountingSource.gate();
    cluster.source.rest = rest.future();
    View first = cluster.viewers.get(cluster.node(0).port(), target);
    until("half at the first node", () -> first.equalBytes.get() == LARGE / 2);
    View second = cluster.viewers.get(cluster.node(1).port(), target);
    until("half at the second node", () -> second.equalBytes.get() == LARGE / 2);
    assertThat(second.ended().isComplete()).isFalse();
    rest.complete();
    assertComplete(first, second);
    assertThat(second.cacheStatus()).endsWith(";detail=peer").contains(";stored;");
    assertThat(cluster.source.reads()).isEqualTo(1);
  }

  @Test
  void aHolderWhoseSourceIsSlowIsWaitedFor() {
    start(SMALL, true);
    Promise<Void> head = CountingSource.gate();
    cluster.source.head = head.future();
    View first = cluster.viewers.get(cluster.node(0).port(), target);
    until("the source is asked", () -> cluster.source.reads() == 1);
    View second = cluster.viewers.get(cluster.node(1).port(), target);
    cluster.vertx().setTimer(1_000, _ -> head.complete());
    assertComplete(first, second);
    assertThat(cluster.source.reads()).isEqualTo(1);
  }

  @Test
  void whatIsForOneRequestOnlyIsNotWaitedFor() {
    start(LARGE, true);
    cluster.source.cacheControl = "no-store";
    cluster.source.rest = CountingSource.gate().future();
    View first = cluster.viewers.get(cluster.node(0).port(), target);
    until("half at the first node", () -> first.equalBytes.get() == LARGE / 2);
    assertComplete(
        cluster.viewers.get(cluster.node(1).port(), target),
        cluster.viewers.get(cluster.node(2).port(), target));
    assertThat(cluster.node(1).metric("headwater_peer_requests_total", "\"alone\"")).isOne();
    assertThat(cluster.source.reads()).isEqualTo(3);
  }

  @Test
  void slicesOfWhatIsLargeAreReadFromEachOther() {
    cluster =
        new Cluster(LARGE, true)
            .with(
                2,
                Map.of(
                    "redis.state", SharedEngines.redisState().url(),
                    "memory.max-whole", "1MiB",
                    "memory.slice-size", "1MiB"));
    assertComplete(
        cluster.viewers.get(cluster.node(0).port(), target),
        cluster.viewers.get(cluster.node(1).port(), target));
    assertThat(
            cluster.node(0).metric("headwater_peer_bytes_total", "")
                + cluster.node(1).metric("headwater_peer_bytes_total", ""))
        .isGreaterThan(LARGE / 4.0);
    assertThat(cluster.source.ranges.stream().filter(range -> !range.isEmpty()).distinct())
        .hasSize(Math.ceilDiv(LARGE, 1 << 20));
  }

  @Test
  void whatANodeHasFetchedAnotherReadsFromItsMemory() {
    start(SMALL, true);
    assertComplete(cluster.viewers.get(cluster.node(0).port(), target));
    View late = cluster.viewers.get(cluster.node(1).port(), target);
    assertComplete(late);
    assertThat(late.cacheStatus()).endsWith(";detail=peer");
    assertThat(cluster.source.reads()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHolderThatIsGoneBeforeItAnswersIsReplaced(boolean cut) {
    start(SMALL, true);
    cluster.source.head = CountingSource.gate().future();
    cluster.viewers.get(cluster.node(0).port(), target);
    until("the source is asked", () -> cluster.source.reads() == 1);
    View second = cluster.viewers.get(cluster.node(1).port(), target);
    View third = cluster.viewers.get(cluster.node(2).port(), target);
    long began = System.nanoTime();
    lose(cut);
    assertComplete(second, third);
    assertThat(millisSince(began)).isLessThan(REPLACED_WITHIN_MILLIS);
    assertThat(cluster.source.reads()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void aHolderThatIsGoneInTheMiddleIsReplacedAndItsContentGoesOn(boolean cut, boolean strong) {
    start(LARGE, strong);
    cluster.source.rest = CountingSource.gate().future();
    View first = cluster.viewers.get(cluster.node(0).port(), target);
    until("half at the holder", () -> first.equalBytes.get() == LARGE / 2);
    View second = cluster.viewers.get(cluster.node(1).port(), target);
    View third = cluster.viewers.get(cluster.node(2).port(), target);
    until("half at the second node", () -> second.equalBytes.get() == LARGE / 2);
    until("half at the third node", () -> third.equalBytes.get() == LARGE / 2);
    lose(cut);
    assertComplete(second, third);
    assertThat(cluster.source.ranges).containsExactly("", strong ? "bytes=" + LARGE / 2 + "-" : "");
  }

  private void lose(boolean cut) {
    if (cut) {
      cluster.node(0).wire().cut();
    } else {
      cluster.node(0).wire().freeze();
    }
  }

  private static long millisSince(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }

  private void assertComplete(View... views) {
    for (View view : views) {
      await(view.ended());
      assertThat(view.status()).isEqualTo(200);
      assertThat(view.differs).isFalse();
      assertThat(view.equalBytes).hasValue(cluster.source.body.length);
    }
  }
}
