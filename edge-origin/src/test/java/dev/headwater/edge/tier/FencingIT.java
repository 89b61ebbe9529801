package dev.headwater.edge.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.StaleTerms;
import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.purge.PurgeNames;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.redis.RedisServers;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.telemetry.RedisConnectionMeters;
import dev.headwater.edge.telemetry.RedisMeters;
import dev.headwater.engines.testing.SharedEngines;
import dev.headwater.platform.runtime.MonotonicClock;
import dev.headwater.platform.settings.DataSize;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that write the same entry to a real Redis. */
class FencingIT {
  private static final long NOW = System.currentTimeMillis();

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final MemoryTier memory =
      new MemoryTier(DataSize.ofMebibytes(16), PurgeTable.create(), System::currentTimeMillis);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final String key = UUID.randomUUID().toString();
  private RedisTier tier;

  @BeforeEach
  void start() throws Exception {
    RedisServers server =
        new RedisServers(
            RedisServers.Mode.STANDALONE, List.of(URI.create(SharedEngines.redisCache().url())));
    RedisLanes lanes =
        on(() -> {
          RedisLanes made =
              RedisLanes.of(vertx, server, 1, new RedisConnectionMeters(registry, "cache"));
          return made.open().map(made);
        });
    tier =
        new RedisTier(
            new RedisTier.Share("origin", DataSize.ofMebibytes(1)),
            lanes,
            memory.allocation(),
            PurgeTable.create(),
            new Breaker(MonotonicClock.system()),
            new RedisMeters(registry));
    until(() -> registry.get("headwater.redis.connections").gauge().value() == 2);
  }

  @AfterEach
  void stop() throws Exception {
    on(() -> {
      tier.close();
      return Future.succeededFuture(true);
    });
    memory.close();
    await(vertx.close());
  }

  @Test
  void whatADeposedHolderWritesComesTooLate() throws Exception {
    write("later", 8);
    write("earlier", 7);
    assertThat(stored(key)).isEqualTo("later");
    assertThat(registry.counter("headwater.redis.writes", "outcome", "skipped").count()).isOne();
  }

  @Test
  void whatALaterHolderWritesStays() throws Exception {
    write("earlier", 7);
    write("later", 1L << 52);
    assertThat(stored(key)).isEqualTo("later");
  }

  @Test
  void whatWasReadWithoutALeaseDoesNotReplaceWhatCameLater() throws Exception {
    write("later", 8, NOW);
    write("earlier", 0, NOW - 1);
    assertThat(stored(key)).isEqualTo("later");
  }

  @Test
  void aLeaseDoesNotHelpAgainstWhatCameLaterWithoutOne() throws Exception {
    write("later", 0, NOW);
    write("earlier", 8, NOW - 1);
    assertThat(stored(key)).isEqualTo("later");
  }

  @Test
  void amongLeasesTheClocksOfTheNodesDoNotCount() throws Exception {
    write("earlier", 7, NOW);
    write("later", 8, NOW - 1);
    assertThat(stored(key)).isEqualTo("later");
  }

  @Test
  void whatCameWithoutALeaseKeepsDeposedHoldersOut() throws Exception {
    write("leased", 8, NOW - 2);
    write("later", 0, NOW - 1);
    assertThat(stored(key)).isEqualTo("later");
    write("deposed", 7, NOW);
    assertThat(stored(key)).isEqualTo("later");
    write("latest", 8, NOW);
    assertThat(stored(key)).isEqualTo("latest");
  }

  @Test
  void aTimeThatIsStillToComeProvesNothing() throws Exception {
    write("by a clock that is ahead", 0, NOW + 60_000);
    write("now", 0, NOW);
    assertThat(stored(key)).isEqualTo("now");
  }

  @Test
  void withoutLeasesTheLastOneWins() throws Exception {
    write("first", 0);
    write("second", 0);
    assertThat(stored(key)).isEqualTo("second");
  }

  @Test
  void onlyWhatIsOfUseIsAHit() throws Exception {
    write("here", 0);
    stored(key, _ -> false);
    assertThat(lookups("unusable")).isOne();
    assertThat(memory.allocatedBytes()).isZero();
    assertThat(lookups("hit")).isZero();
    stored(key);
    assertThat(lookups("hit")).isOne();
  }

  @Test
  void whatThereIsNoMemoryForIsNoHit() throws Exception {
    write("here", 0);
    List<Body> all = new ArrayList<>();
    for (Body one = full(); one != null; one = full()) {
      all.add(one);
    }
    assertThat(stored(key)).isEmpty();
    assertThat(lookups("no-room")).isOne();
    assertThat(lookups("hit")).isZero();
    all.forEach(Body::release);
  }

  /** A body of the smallest size, while there is memory for one. */
  private @Nullable Body full() {
    return memory.allocation().of(Unpooled.wrappedBuffer(new byte[1]));
  }

  private double lookups(String outcome) {
    return registry.counter("headwater.redis.lookups", "outcome", outcome).count();
  }

  private void write(String text, long token) throws Exception {
    write(text, token, NOW);
  }

  private void write(String text, long token, long responseMillis) throws Exception {
    double before = writes();
    StoredResponse response = response(text, responseMillis);
    context.runOnContext(_ -> tier.put(key, response, token));
    until(() -> writes() > before);
    response.release();
  }

  private double writes() {
    return registry.counter("headwater.redis.writes", "outcome", "written").count()
        + registry.counter("headwater.redis.writes", "outcome", "skipped").count();
  }

  private StoredResponse response(String text, long responseMillis) {
    Body body = memory.allocation().body();
    body.append(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    body.complete();
    ResponseHead head = new ResponseHead(200, FieldList.empty());
    CachingTerms terms =
        CachingTerms.given(
            head,
            new Timing(responseMillis, responseMillis),
            Duration.ofMinutes(1),
            StaleTerms.FORBIDDEN);
    return new StoredResponse(
        StoredHead.of(
            200,
            head.fields(),
            terms,
            Vary.of(head.fields()).key(FieldList.empty(), head.fields()),
            Generation.NONE),
        new Content.Whole(body, OptionalLong.of(body.length())));
  }

  /** Asked for again where the answer came too late. */
  private String stored(String of) throws Exception {
    return stored(of, _ -> true);
  }

  private String stored(String of, Predicate<StoredResponse> usable) throws Exception {
    double late = lookups("failure");
    Optional<StoredResponse> found = on(() -> tier.get(of, _ -> PurgeNames.of(of), usable));
    if (lookups("failure") > late) {
      return stored(of, usable);
    }
    if (found.isEmpty()) {
      return "";
    }
    StoredResponse response = found.get();
    String text =
        ((Content.Whole) response.content())
            .body()
            .pieces()
            .getFirst()
            .toString(StandardCharsets.UTF_8);
    response.release();
    return text;
  }

  private <T> T on(Supplier<Future<T>> call) throws Exception {
    Promise<T> result = Promise.promise();
    context.runOnContext(_ -> call.get().onComplete(result::complete, result::fail));
    return await(result.future());
  }

  private static void until(BooleanSupplier so) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not for 10 s").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
