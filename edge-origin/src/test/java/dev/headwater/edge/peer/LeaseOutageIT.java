package dev.headwater.edge.peer;

import static dev.headwater.edge.peer.Await.await;
import static dev.headwater.edge.peer.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.peer.Viewers.View;
import dev.headwater.edge.source.Provenance;
import dev.headwater.engines.RedisEngine;
import dev.headwater.engines.RedisProfile;
import dev.headwater.platform.settings.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetServer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes whose Redis goes away, holders that are not what they should be, and who is no node. */
class LeaseOutageIT {
  private static final int LARGE = 5_000_000;

  @TempDir Path folder;
  private RedisEngine redis;
  private Cluster cluster;

  @BeforeEach
  void start() {
    redis = RedisEngine.start(RedisProfile.state(64), folder);
    cluster = new Cluster(LARGE, true);
  }

  @AfterEach
  void stop() {
    cluster.close();
    redis.close();
  }

  private void lease() {
    cluster.with(2, Map.of("redis.state", redis.url()));
  }

  @Test
  void withoutRedisEachNodeAsksTheSource() {
    cluster.with(2, Map.of());
    assertThat(cluster.node(0).peerPort()).isEqualTo(-1);
    assertComplete(
        cluster.viewers.get(cluster.node(0).port(), "/a"),
        cluster.viewers.get(cluster.node(1).port(), "/a"));
    assertThat(cluster.source.reads()).isEqualTo(2);
  }

  @Test
  void aRedisThatDiesInTheMiddleFailsNobody() {
    lease();
    Promise<Void> rest = CountingSource.gate();
    cluster.source.rest = rest.future();
    View first = cluster.viewers.get(cluster.node(0).port(), "/a");
    until("half at the holder", () -> first.equalBytes.get() == LARGE / 2);
    View second = cluster.viewers.get(cluster.node(1).port(), "/a");
    until("half at the other", () -> second.equalBytes.get() == LARGE / 2);
    redis.close();
    View third = cluster.viewers.get(cluster.node(1).port(), "/b");
    rest.complete();
    assertComplete(first, second, third);
    assertComplete(cluster.viewers.get(cluster.node(0).port(), "/b"));
    assertThat(cluster.source.reads()).isEqualTo(3);
    assertThat(cluster.node(1).metric("headwater_leases_total", "\"unavailable\"")).isPositive();
  }

  /** By more than the limit of a tier, once: such as on a machine that has too much to do. */
  @Test
  void aRedisThatIsLateCostsNoSecondRead() {
    lease();
    until("one read for both nodes", () -> readsWhileRedisIsLate("/" + UUID.randomUUID()) == 1);
  }

  private int readsWhileRedisIsLate(String target) {
    assertComplete(cluster.viewers.get(cluster.node(0).port(), target + "/before")); // it answers
    assertComplete(cluster.viewers.get(cluster.node(1).port(), target + "/before"));
    int before = cluster.source.reads();
    await(tellRedis(Request.cmd(Command.CLIENT).arg("PAUSE").arg(40)));
    assertComplete(
        cluster.viewers.get(cluster.node(0).port(), target),
        cluster.viewers.get(cluster.node(1).port(), target));
    return cluster.source.reads() - before;
  }

  /** No reset, no word: connections stay open, and what is sent on them is lost. */
  @Test
  void aRedisThatWasCutOffGivesLeasesAgainAsSoonAsItCanBeReached() {
    Wire way = new Wire(cluster.vertx());
    way.leadTo(URI.create(redis.url()).getPort());
    cluster.with(
        1, Map.of("redis.state", "redis://" + way.address(), "redis.breaker-reset", "100ms"));
    assertComplete(cluster.viewers.get(cluster.node(0).port(), "/before"));
    assertThat(leasesTaken()).isOne();
    way.freeze();
    until("an open breaker", () -> isOpenAfter("/" + UUID.randomUUID()));
    assertThat(leasesTaken()).isOne();
    way.thaw();
    until(
        "a lease",
        () -> {
          assertComplete(cluster.viewers.get(cluster.node(0).port(), "/" + UUID.randomUUID()));
          return leasesTaken() > 1;
        });
    until("a closed breaker", () -> !isOpenAfter("/" + UUID.randomUUID()));
  }

  private boolean isOpenAfter(String target) {
    assertComplete(cluster.viewers.get(cluster.node(0).port(), target));
    return cluster.node(0).metric("headwater_breaker_open", "\"leases\"") == 1;
  }

  private double leasesTaken() {
    return cluster.node(0).metric("headwater_leases_total", "\"taken\"");
  }

  @Test
  void aHolderThatAcceptsAndSaysNothingIsReplaced() {
    lease();
    NetServer mute = await(cluster.vertx().createNetServer().connectHandler(_ -> {}).listen(0));
    giveLeaseOf("/a", "127.0.0.1:" + mute.actualPort());
    assertComplete(cluster.viewers.get(cluster.node(0).port(), "/a"));
    assertThat(cluster.node(0).metric("headwater_peer_requests_total", "\"silent\"")).isOne();
    assertThat(cluster.node(0).metric("headwater_leases_total", "\"taken-over\"")).isOne();
    assertComplete(cluster.viewers.get(cluster.node(1).port(), "/a"));
    assertThat(cluster.source.reads()).isOne();
  }

  /** Such as a node that has begun anew, or another program that now has its port. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHolderThatHasNothingIsReplaced(boolean node) {
    lease();
    giveLeaseOf(
        "/a", node ? cluster.node(1).wire().address() : "127.0.0.1:" + cluster.source.port());
    assertComplete(cluster.viewers.get(cluster.node(0).port(), "/a"));
    assertThat(cluster.node(0).metric("headwater_leases_total", "\"taken-over\"")).isOne();
  }

  private void giveLeaseOf(String key, String address) {
    await(
        tellRedis(
            Request.cmd(Command.SET)
                .arg(new RedisLeases.Names("edge", key).lease())
                .arg(address + "|7")));
  }

  private Future<Boolean> tellRedis(Request told) {
    Redis client = Redis.createClient(cluster.vertx(), redis.url());
    return client.send(told).map(_ -> true).onComplete(_ -> client.close());
  }

  /** It is told no secret either. */
  @Test
  void whoOnlySaysThatItIsAHolderIsNotBelieved() {
    lease();
    List<String> heard = new CopyOnWriteArrayList<>();
    HttpServer liar =
        await(
            cluster
                .vertx()
                .createHttpServer()
                .requestHandler(request -> {
                  heard.add(request.uri() + request.headers());
                  request
                      .response()
                      .putHeader("Cache-Control", "max-age=60")
                      .putHeader(PeerWord.FIELD, PeerWord.HERE.value())
                      .putHeader(PeerWord.PROOF_FIELD, request.getHeader(PeerWord.PROOF_FIELD))
                      .end("a lie");
                })
                .listen(0, "127.0.0.1"));
    giveLeaseOf("/a", "127.0.0.1:" + liar.actualPort());
    assertComplete(cluster.viewers.get(cluster.node(0).port(), "/a"));
    assertThat(heard).isNotEmpty().noneMatch(words -> words.contains(Cluster.SECRET));
    assertThat(cluster.node(0).metric("headwater_peer_requests_total", "\"unproven\"")).isOne();
    assertThat(cluster.node(0).metric("headwater_leases_total", "\"taken-over\"")).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0123456789abcdef0123456789abcdeF"})
  void whoDoesNotKnowTheSecretGetsNothingFromThePortForNodes(String secret) {
    lease();
    assertComplete(cluster.viewers.get(cluster.node(0).port(), "/a"));
    String address = cluster.node(0).wire().address();
    assertRefused(ask("/a", proof(secret, address, "/a")));
    assertRefused(ask("/a", Cluster.SECRET));
    assertRefused(ask("/a", proof(Cluster.SECRET, address, "/b")));
    assertRefused(ask("/a", proof(Cluster.SECRET, cluster.node(1).wire().address(), "/a")));
    String proof = proof(Cluster.SECRET, address, "/a");
    HttpClientResponse answer = ask("/a", proof);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.getHeader(PeerWord.PROOF_FIELD))
        .isEqualTo(
            secret(Cluster.SECRET)
                .answer(proof, 200, "here", answer.getHeader(Provenance.SEQUENCE_FIELD)));
  }

  private static void assertRefused(HttpClientResponse answer) {
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.getHeader("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.getHeader(PeerWord.PROOF_FIELD)).isNull();
  }

  private static String proof(String secret, String address, String target) {
    return secret(secret).ask(new PeerQuestion(address, "GET", target));
  }

  private static PeerSecret secret(String text) {
    return new PeerSecret(new Secret(text), System::currentTimeMillis);
  }

  private HttpClientResponse ask(String target, String proof) {
    HttpClient client = cluster.vertx().createHttpClient();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost("127.0.0.1")
            .setPort(cluster.node(0).peerPort())
            .setURI(target)
            .addHeader(PeerWord.PROOF_FIELD, proof);
    return await(client.request(options).compose(HttpClientRequest::send));
  }

  private void assertComplete(View... views) {
    for (View view : views) {
      await(view.ended());
      assertThat(view.status()).isEqualTo(200);
      assertThat(view.differs).isFalse();
      assertThat(view.equalBytes).hasValue(LARGE);
    }
  }
}
