package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.peer.Neighbours;
import dev.headwater.edge.peer.Owner;
import dev.headwater.edge.peer.PeerSecret;
import dev.headwater.edge.peer.PeerWord;
import dev.headwater.edge.redis.RedisServers;
import dev.headwater.edge.telemetry.PeerMeters;
import dev.headwater.edge.telemetry.RedisConnectionMeters;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.runtime.MonotonicClock;
import dev.headwater.platform.settings.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A node that owns a channel and says of it what a test has it say, and one that may follow it. */
final class ToldOwner {
  private static final long SECONDS = 60;

  final Vertx vertx = Vertx.vertx();
  final String channel = UUID.randomUUID().toString().replace("-", "");
  final BlockingQueue<HttpServerResponse> asked = new LinkedBlockingQueue<>();
  final BlockingQueue<HttpServerResponse> left = new LinkedBlockingQueue<>();
  final Neighbours here;
  private final PeerSecret secret =
      new PeerSecret(new Secret("0123456789abcdef".repeat(4)), System::currentTimeMillis);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Context quiet = vertx.getOrCreateContext();
  private final List<Neighbours> nodes = new ArrayList<>();

  ToldOwner() throws Exception {
    HttpServer owner =
        await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
    Neighbours there = node("127.0.0.1:" + owner.actualPort());
    assertThat(await(there.owners().claim(channel, () -> {}))).isInstanceOf(Owner.Here.class);
    here = node("127.0.0.1:1");
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }

  /** What comes next. */
  static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T one = queue.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(one).isNotNull();
    return one;
  }

  /** All that a channel has, as it is told. */
  static Buffer all(ToldChannel owned) {
    ToldLine line = new ToldLine(_ -> {});
    owned.followers.add(line);
    return line.turn().written;
  }

  private <T> Future<T> onQuiet(Supplier<Future<T>> step) {
    Promise<T> done = Promise.promise();
    quiet.runOnContext(_ -> step.get().onComplete(done::handle));
    return done.future();
  }

  private Neighbours node(String address) throws Exception {
    Neighbours node = await(onQuiet(() -> opened(address)));
    nodes.add(node);
    return node;
  }

  private Future<Neighbours> opened(String address) {
    Neighbours one =
        new Neighbours(
            vertx,
            new Neighbours.Place(
                new RedisServers(
                    RedisServers.Mode.STANDALONE,
                    List.of(URI.create(SharedEngines.redisState().url()))),
                address,
                "subscription",
                secret),
            new Breaker(MonotonicClock.system()),
            new PeerMeters(meters),
            new RedisConnectionMeters(meters, "state"));
    return one.open().map(one);
  }

  private void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    String word = PeerWord.HERE.value();
    String proof = String.valueOf(request.getHeader(PeerWord.PROOF_FIELD));
    response
        .setChunked(true)
        .putHeader(PeerWord.FIELD, word)
        .putHeader(PeerWord.PROOF_FIELD, secret.answer(proof, 200, word, null))
        .closeHandler(_ -> left.add(response));
    asked.add(response);
  }

  void close() throws Exception {
    for (Neighbours node : nodes) {
      await(onQuiet(node::close));
    }
    await(vertx.close());
  }
}
