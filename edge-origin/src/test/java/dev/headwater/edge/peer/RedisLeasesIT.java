package dev.headwater.edge.peer;

import static dev.headwater.edge.peer.Await.await;
import static dev.headwater.edge.peer.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.redis.RedisServers;
import dev.headwater.edge.telemetry.PeerMeters;
import dev.headwater.edge.telemetry.RedisConnectionMeters;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.runtime.MonotonicClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that ask a real Redis for leases. */
class RedisLeasesIT {
  private static final long LONGER_THAN_EXPIRY_NANOS = 3_000_000_000L;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final String key = UUID.randomUUID().toString();
  private final List<Runnable> close = new ArrayList<>();
  private Leases one;
  private Leases other;

  @BeforeEach
  void start() {
    one = leases("10.0.0.1:9");
    other = leases("10.0.0.2:9");
  }

  private Leases leases(String address) {
    QuietLoop loop = new QuietLoop(vertx, vertx.getOrCreateContext());
    RedisLeases leases =
        await(
            loop.call(() -> {
              RedisLeases made =
                  RedisLeases.create(
                      vertx,
                      new RedisServers(
                          RedisServers.Mode.STANDALONE,
                          List.of(URI.create(SharedEngines.redisState().url()))),
                      new RedisLeases.Place(address, "test"),
                      RedisLeases.Terms.OF_FILLS,
                      new Breaker(MonotonicClock.system()),
                      new RedisLeases.Meters(
                          new PeerMeters(meters), new RedisConnectionMeters(meters, "state")));
              return made.open().map(made);
            }));
    close.add(() -> loop.run(leases::close));
    return loop.share(leases);
  }

  @AfterEach
  void stop() {
    close.forEach(Runnable::run);
    await(vertx.close());
  }

  private Lease held(Claim claim) {
    assertThat(claim).isInstanceOf(Claim.Held.class);
    return ((Claim.Held) claim).lease();
  }

  private Holder elsewhere(Claim claim) {
    assertThat(claim).isInstanceOf(Claim.Elsewhere.class);
    return ((Claim.Elsewhere) claim).holder();
  }

  @Test
  void theSecondToAskIsToldTheFirst() {
    Lease lease = held(await(one.claim(key)));
    assertThat(elsewhere(await(other.claim(key))))
        .isEqualTo(Holder.of("10.0.0.1:9|" + lease.token()));
  }

  @Test
  void aNodeThatAsksAgainGetsANewLease() {
    long before = held(await(one.claim(key))).token();
    assertThat(held(await(one.claim(key))).token()).isGreaterThan(before);
  }

  @Test
  void aReleasedLeaseIsTheNextOnes() {
    Lease first = held(await(one.claim(key)));
    first.release();
    until("the lease is free", () -> await(other.claim(key)) instanceof Claim.Held);
    assertThat(held(await(other.claim(key))).token()).isGreaterThan(first.token());
  }

  @Test
  void aHeldLeaseOutlivesItsExpiryAndADoneOneDoesNot() {
    Lease lease = held(await(one.claim(key)));
    long begun = System.nanoTime();
    until("more than the expiry", () -> System.nanoTime() - begun > LONGER_THAN_EXPIRY_NANOS);
    assertThat(elsewhere(await(other.claim(key))).token()).isEqualTo(lease.token());
    lease.done();
    assertThat(elsewhere(await(other.claim(key))).token()).isEqualTo(lease.token());
    until("the lease has expired", () -> await(other.claim(key)) instanceof Claim.Held);
  }

  @Test
  void onlyTheHolderThatIsOfNoUseIsReplaced() {
    held(await(one.claim(key)));
    Holder seen = elsewhere(await(other.claim(key)));
    Lease next = held(await(other.replace(key, seen)));
    assertThat(next.token()).isGreaterThan(seen.token());
    Leases third = leases("10.0.0.3:9");
    assertThat(elsewhere(await(third.replace(key, seen))))
        .isEqualTo(Holder.of("10.0.0.2:9|" + next.token()));
  }

  @Test
  void whoWasDeposedCannotReleaseTheLeaseOfItsSuccessor() {
    Lease deposed = held(await(one.claim(key)));
    Holder seen = elsewhere(await(other.claim(key)));
    Lease next = held(await(other.replace(key, seen)));
    deposed.release();
    held(await(one.claim(UUID.randomUUID().toString()))); // comes after the release on its way
    assertThat(elsewhere(await(one.claim(key))).token()).isEqualTo(next.token());
  }

  @Test
  void aNodeThatWasStoppedIsNotSureBeforeItHasAsked() {
    Lease lease = held(await(one.claim(key)));
    assertThat(lease.isSure()).isTrue();
    assertThat(await(stopped(lease))).isFalse();
    until("it has asked", lease::isSure);

    Holder seen = elsewhere(await(other.claim(key)));
    CompletableFuture<Boolean> lost = new CompletableFuture<>();
    lease.whenLost(() -> lost.complete(lease.isSure()));
    held(await(other.replace(key, seen)));
    until("it has lost it", lost::isDone);
    assertThat(lost.join()).isFalse();
  }

  /**
   * Whether it is sure after its only event loop has stood still for longer than it may be silent.
   */
  private Future<Boolean> stopped(Lease lease) {
    Promise<Boolean> sure = Promise.promise();
    vertx.runOnContext(_ -> {
      long until = System.nanoTime() + 250_000_000L;
      while (System.nanoTime() < until) {
        LockSupport.parkNanos(until - System.nanoTime());
      }
      sure.complete(lease.isSure());
    });
    return sure.future();
  }
}
