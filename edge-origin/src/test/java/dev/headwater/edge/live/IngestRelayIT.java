package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.peer.Neighbours;
import dev.headwater.edge.peer.Owner;
import dev.headwater.edge.peer.PeerSecret;
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
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that an encoder comes to, and another one that owns the channel. */
class IngestRelayIT {
  private static final int MANY = TrackStream.MOST_AHEAD + (4 << 20);

  private final String channel = UUID.randomUUID().toString();
  private final Vertx vertx = Vertx.vertx();
  private final IngestRoom room = new IngestRoom(4L * MANY);
  private final Promise<Integer> taken = Promise.promise();
  private Neighbours here;
  private Neighbours owner;
  private String address;

  @BeforeEach
  void start() {
    HttpServer far =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request ->
                    request
                        .body()
                        .onSuccess(body -> {
                          taken.complete(body.length());
                          request.response().end();
                        }))
                .listen(0, "127.0.0.1"));
    address = "127.0.0.1:" + far.actualPort();
    here = neighbours("127.0.0.1:9");
    owner = neighbours(address);
    assertThat(await(owner.owners().claim(channel, () -> {}))).isInstanceOf(Owner.Here.class);
  }

  @AfterEach
  void stop() {
    await(here.close());
    await(owner.close());
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Neighbours neighbours(String own) {
    Promise<Neighbours> made = Promise.promise();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Neighbours.Place place =
        new Neighbours.Place(
            new RedisServers(
                RedisServers.Mode.STANDALONE,
                List.of(URI.create(SharedEngines.redisState().url()))),
            own,
            "test",
            new PeerSecret(
                new Secret("0123456789abcdef0123456789abcdef"), System::currentTimeMillis));
    vertx
        .getOrCreateContext()
        .runOnContext(_ -> {
          Neighbours known =
              new Neighbours(
                  vertx,
                  place,
                  new Breaker(MonotonicClock.system()),
                  new PeerMeters(meters),
                  new RedisConnectionMeters(meters, "state"));
          known.open().onComplete(_ -> made.complete(known));
        });
    return await(made.future());
  }

  /** More than is read ahead, so that the connection isn't read when it is handed on. */
  @Test
  void whatCameBeforeTheOwnerWasKnownIsFollowedByTheRest() {
    Promise<Runnable> begun = Promise.promise();
    HttpServer near =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> begun.complete(passing(request)))
                .listen(0, "127.0.0.1"));
    vertx
        .createHttpClient()
        .request(HttpMethod.PUT, near.actualPort(), "127.0.0.1", "/ingest/" + channel + "/v.cmfv")
        .onSuccess(request -> request.send(Buffer.buffer(new byte[MANY])));
    Runnable pass = await(begun.future());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (room.bytes() <= TrackStream.MOST_AHEAD) {
      assertThat(System.nanoTime()).as("%d bytes wait", room.bytes()).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
    pass.run();
    assertThat(await(taken.future())).isEqualTo(MANY);
  }

  /** What hands a request on. */
  private Runnable passing(HttpServerRequest request) {
    Context context = vertx.getOrCreateContext();
    TrackStream upload =
        new TrackStream(
            context, request, InputTrack.of("v.cmfv"), room.share(channel), InstantSource.system());
    IngestRelay relay = new IngestRelay(vertx, here.owners(), here.calls(), room);
    return () ->
        context.runOnContext(
            _ -> upload.passOn(content -> relay.pass(request, channel, address, content)));
  }
}
