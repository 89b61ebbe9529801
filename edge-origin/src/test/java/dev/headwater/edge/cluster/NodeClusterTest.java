package dev.headwater.edge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.cluster.Bus.Cause;
import dev.headwater.edge.telemetry.ClusterMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node does when a stay in the cluster can't be had, or goes bad. */
class NodeClusterTest {
  private static final Member SELF = new Member("node-0", "origin", "test", "10.0.0.1:1");
  private static final Member OTHER = new Member("node-1", "origin", "test", "10.0.0.2:1");
  private static final Topic<String> WORDS =
      new Topic<>(
          "words",
          word -> new JsonObject().put("word", word),
          json -> Objects.requireNonNull(json.getString("word")));
  private static final Pace PACE =
      new Pace(
          Duration.ofMillis(5),
          Duration.ofMillis(200),
          Duration.ofMillis(100),
          Duration.ofMillis(2),
          Duration.ofMillis(10),
          Duration.ofSeconds(1));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BlockingQueue<Stay> stays = new LinkedBlockingQueue<>();
  private final NodeCluster cluster =
      new NodeCluster(
          () -> SELF,
          new ClusterMeters(registry),
          listener -> {
            Stay stay = new Stay(listener);
            stays.add(stay);
            return stay.opened.future();
          },
          PACE);

  /** As far as the test lets it get. */
  private static final class Stay implements Bus {
    final Listener listener;
    final Promise<Bus> opened = Promise.promise();
    final Promise<Void> closed = Promise.promise();
    final Queue<JsonObject> sent = new ConcurrentLinkedQueue<>();
    volatile boolean closing;
    volatile List<Member> members = List.of(SELF);

    Stay(Listener listener) {
      this.listener = listener;
    }

    @Override
    public List<Member> members() {
      return members;
    }

    @Override
    public boolean send(JsonObject message) {
      return sent.add(message);
    }

    @Override
    public Future<Void> close() {
      closing = true;
      return closed.future();
    }
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void itTriesAgainUntilItIsIn() throws InterruptedException {
    cluster.start();
    for (int failure = 0; failure < 3; failure++) {
      stays.take().opened.fail("no");
    }
    Stay stay = stays.take();
    stay.opened.complete(stay);
    Nodes.until("it is in", () -> cluster.view().state() == ClusterView.State.JOINED);
    assertThat(joins("failed")).isEqualTo(3);
    assertThat(joins("joined")).isOne();
  }

  @Test
  void anAttemptThatTakesTooLongIsGivenUpAndClosedWhenItComesAfterAll()
      throws InterruptedException {
    cluster.start();
    Stay late = stays.take();
    Nodes.until("it is given up", () -> joins("failed") == 1);
    late.closed.complete();
    late.opened.complete(late);
    Nodes.until("the late one is closed", () -> late.closing);
    Stay next = stays.take();
    next.opened.complete(next);
    Nodes.until("it is in", () -> cluster.view().state() == ClusterView.State.JOINED);
  }

  @Test
  void afterAMergeItBeginsANewStayOnceTheOldOneIsOver() throws InterruptedException {
    Stay stay = joined();
    stay.listener.ended(Cause.MERGED);
    stay.listener.ended(Cause.SHUT_DOWN); // a stay ends once
    Nodes.until("it is closed", () -> stay.closing);
    Nodes.until("it is away", () -> cluster.view().state() == ClusterView.State.AWAY);
    assertThat(stays.poll(50, TimeUnit.MILLISECONDS)).isNull();
    stay.closed.complete();
    assertThat(stays.take()).isNotSameAs(stay);
    assertThat(rebuilds("merged")).isOne();
    assertThat(rebuilds("shut-down")).isZero();
  }

  @Test
  void aNodeThatHearsNoneOfTheOthersJoinsAnew() throws InterruptedException {
    Stay stay = joined();
    stay.closed.complete();
    assertThat(stays.poll(300, TimeUnit.MILLISECONDS)).as("alone is not deaf").isNull();
    stay.members = List.of(SELF, OTHER);
    assertThat(stays.take()).isNotSameAs(stay);
    assertThat(rebuilds("deaf")).isOne();
  }

  @Test
  void whatComesFromTheBusMayBeAnything() throws InterruptedException {
    Stay stay = joined();
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    cluster.notices().subscribe(WORDS, heard::add);
    stay.listener.received(new JsonObject());
    stay.listener.received(new JsonObject().put("from", 1).put("topic", new JsonArray()));
    stay.listener.received(message("words", new JsonObject()));
    stay.listener.received(message("viewers", new JsonObject().put("total", "many")));
    stay.listener.received(message("unknown", new JsonObject()));
    stay.listener.received(message("words", new JsonObject().put("word", "good")));
    Nodes.until("the good one", () -> heard.contains("good"));
    assertThat(heard).hasSize(1);
    assertThat(notices("unreadable")).isEqualTo(4);
  }

  @Test
  void aNoticeThatIsTooLargeGoesToNobodyElse() throws InterruptedException {
    Stay stay = joined();
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    cluster.notices().subscribe(WORDS, heard::add);
    cluster.notices().publish(WORDS, "x".repeat(70_000));
    Nodes.until("its own notice", () -> heard.size() == 1);
    assertThat(stay.sent).noneMatch(message -> "words".equals(message.getString("topic")));
    assertThat(notices("too-large")).isOne();
  }

  private Stay joined() throws InterruptedException {
    cluster.start();
    Stay stay = stays.take();
    stay.opened.complete(stay);
    Nodes.until("it is in", () -> cluster.view().state() == ClusterView.State.JOINED);
    return stay;
  }

  private static JsonObject message(String topic, JsonObject notice) {
    return new JsonObject().put("from", "node-1 x").put("topic", topic).put("notice", notice);
  }

  private double joins(String outcome) {
    return counted("headwater.cluster.joins", outcome);
  }

  private double rebuilds(String cause) {
    return counted("headwater.cluster.rebuilds", cause);
  }

  private double notices(String outcome) {
    return counted("headwater.cluster.notices", outcome);
  }

  private double counted(String name, String value) {
    return registry.find(name).counters().stream()
        .filter(counter -> counter.getId().getTags().getFirst().getValue().equals(value))
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
