package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.live.follow.Frame;
import dev.headwater.edge.live.follow.FrameWriter;
import dev.headwater.edge.live.timeline.RenditionView;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A node that follows another one, which says what a test has it say. */
class SubscriptionIT {
  private static final long SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final String channel = UUID.randomUUID().toString();
  private final PeerSecret secret =
      new PeerSecret(new Secret("0123456789abcdef".repeat(4)), System::currentTimeMillis);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final BlockingQueue<HttpServerResponse> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<HttpServerResponse> left = new LinkedBlockingQueue<>();
  private final BlockingQueue<RenditionView> views = new LinkedBlockingQueue<>();
  private final Followed followed = new Followed(ToldChannel.TERMS, views::add);

  private final Context quiet = vertx.getOrCreateContext();
  private final List<Neighbours> nodes = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (Neighbours node : nodes) {
      await(onQuiet(node::close));
    }
    await(vertx.close());
  }

  private <T> Future<T> onQuiet(Supplier<Future<T>> step) {
    Promise<T> done = Promise.promise();
    quiet.runOnContext(_ -> step.get().onComplete(done::handle));
    return done.future();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T one = queue.poll(SECONDS, TimeUnit.SECONDS);
    assertThat(one).isNotNull();
    return one;
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

  private Subscription follow() throws Exception {
    HttpServer owner =
        await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
    Owner claimed =
        await(node("127.0.0.1:" + owner.actualPort()).owners().claim(channel, () -> {}));
    assertThat(claimed).isInstanceOf(Owner.Here.class);
    Neighbours here = node("127.0.0.1:1");
    return new Subscription(
            vertx.getOrCreateContext(), channel, here.owners(), here.calls(), followed)
        .start();
  }

  private static Buffer all(ToldChannel owner) {
    ToldLine line = new ToldLine(_ -> {});
    owner.followers.add(line);
    return line.turn().written;
  }

  static List<Buffer> unfit() {
    Frame farther =
        new Frame.NextPart(
            "v",
            new Frame.Opened(6, "e", Instant.EPOCH, false, ToldChannel.SEGMENT),
            3,
            ToldChannel.PART,
            false,
            Buffer.buffer("some"));
    return List.of(
        FrameWriter.head(farther).appendBuffer(farther.bytes()),
        Buffer.buffer().appendInt(2).appendString("no").appendInt(0));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void afterWhatIsUnfitAllIsToldAnewAndWhatIsShownStays(Buffer unfit) throws Exception {
    Subscription subscription = follow();
    ToldChannel first = new ToldChannel("e").begin("v", "header").whole("v", 5).part("v", 6, 0);
    HttpServerResponse told = next(asked);
    told.write(all(first));
    assertThat(next(views).nextPart()).isEqualTo(1);

    told.write(unfit);
    assertThat(next(left)).isSameAs(told);
    RenditionView shown = followed.presentation().view("v").orElseThrow();
    assertThat(shown.open().orElseThrow().parts())
        .singleElement()
        .satisfies(part -> part.bytes().share().orElseThrow().release());

    next(asked).write(all(first.whole("v", 6, 1)));
    assertThat(next(views).lastNumber()).isEqualTo(6);
    first.close();
    subscription.close();
  }

  @Test
  void whatIsShownStaysWhenTheOwnerIsCutOff() throws Exception {
    Subscription subscription = follow();
    ToldChannel first = new ToldChannel("e").begin("v", "header").whole("v", 5);
    HttpServerResponse told = next(asked);
    told.write(all(first));
    assertThat(next(views).lastNumber()).isEqualTo(5);
    told.reset();
    HttpServerResponse again = next(asked);
    assertThat(followed.presentation().view("v")).isPresent();
    again.write(all(first.whole("v", 6)));
    assertThat(next(views).lastNumber()).isEqualTo(6);
    first.close();
    subscription.close();
  }
}
