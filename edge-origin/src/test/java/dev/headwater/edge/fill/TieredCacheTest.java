package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.cachepolicy.PolicyReader;
import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.fill.FaultyStore.Fault;
import dev.headwater.edge.stored.StoredAbsence;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.telemetry.SourceMeters;
import dev.headwater.edge.tier.MemoryTier;
import dev.headwater.edge.tier.StoreSource;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.store.DirectoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One cache on one event loop, over a real directory with faults before it. */
class TieredCacheTest {
  private static final String PATH = "/p/a.jpg";
  private static final CachePolicy POLICY =
      PolicyReader.read(
          "test",
          """
          kinds:
            - kind: image
              match: /p/{n}.jpg
              content-type: image/jpeg
              lifetimes: { browser: 1m, cdn: 1m, origin: 1m, stale-while-revalidate: 10s, stale-if-error: 1h, not-found: 10s }
              immutable: false
              compress: false
              tiers: [memory]
          """);

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final AtomicLong lag = new AtomicLong();
  private final MemoryTier memory = new MemoryTier(DataSize.ofMebibytes(8));
  private final RunningFills fills = new RunningFills();
  private final List<StoredResponse> seen = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private Context loop;

  private FaultyStore store;
  private TieredCache cache;

  @BeforeEach
  void open() throws Exception {
    store = new FaultyStore(await(DirectoryStore.open(vertx, folder)));
    loop = vertx.getOrCreateContext();
    StoreSource source =
        new StoreSource(
            vertx,
            store,
            new StoreSource.Limits(DataSize.ofMebibytes(1), DataSize.ofMebibytes(4)),
            new Breaker(now::get),
            new SourceMeters(new SimpleMeterRegistry()),
            now::get);
    cache =
        new TieredCache.Parts(
                vertx,
                memory,
                Optional.empty(),
                source,
                fills,
                new LoadShedder(fills, 8, lag::get),
                now::get)
            .cache();
    write("first");
  }

  /** Whatever happened, no reference is left and no fill runs. */
  @AfterEach
  void close() throws Exception {
    memory.clear();
    assertThat(fills.count()).isZero();
    assertThat(seen).allSatisfy(response -> assertThat(response.refCnt()).isZero());
    await(vertx.close());
  }

  @Test
  void aMissIsReadOnceAndThenAHit() throws Exception {
    assertThat(lookup()).isEqualTo("uri-miss first");
    assertThat(lookup()).isEqualTo("hit first");
    assertThat(store.opens).isEqualTo(1);
  }

  @Test
  void withinItsWindowSomethingStaleIsServedWhileTheSourceIsAsked() throws Exception {
    lookup();
    now.addAndGet(65_000);
    assertThat(lookup()).isEqualTo("stale first");
    awaitNoFill();
    assertThat(lookup()).isEqualTo("hit first");
    assertThat(store.stats).isPositive();
    assertThat(store.opens).as("validated, not read again").isEqualTo(1);
  }

  @Test
  void afterItsWindowTheSourceIsAskedFirst() throws Exception {
    lookup();
    now.addAndGet(80_000);
    assertThat(lookup()).isEqualTo("validated first");
  }

  @Test
  void somethingNewerReplacesWhatIsStale() throws Exception {
    lookup();
    now.addAndGet(80_000);
    write("second, longer");
    assertThat(lookup()).isEqualTo("replaced second, longer");
    assertThat(lookup()).isEqualTo("hit second, longer");
  }

  @Test
  void whatTheSourceNoLongerHasIsGoneHereToo() throws Exception {
    lookup();
    now.addAndGet(80_000);
    await(store.delete("p/a.jpg"));
    assertThat(lookup()).isEqualTo("uri-miss absent");
    assertThat(lookup()).isEqualTo("hit absent");
  }

  @Test
  void anAbsenceIsForgottenAfterItsLifetime() throws Exception {
    await(store.delete("p/a.jpg"));
    assertThat(lookup()).isEqualTo("uri-miss absent");
    write("again");
    assertThat(lookup()).isEqualTo("hit absent");
    now.addAndGet(10_000);
    assertThat(lookup()).isEqualTo("uri-miss again");
  }

  @Test
  void aFailingSourceLeavesWhatIsStaleInUse() throws Exception {
    lookup();
    now.addAndGet(80_000);
    store.fault = Fault.FAILS;
    assertThat(lookup()).isEqualTo("stale-if-error first");
  }

  @Test
  void aHangingSourceDoesNotMakeAnyoneWaitForWhatCanBeAnsweredStale() throws Exception {
    lookup();
    now.addAndGet(80_000);
    store.fault = Fault.HANGS;
    long started = System.nanoTime();
    assertThat(lookup()).isEqualTo("stale-if-error first");
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMillis(2_500));
  }

  @Test
  void beyondEveryWindowTheFailureIsTheAnswer() throws Exception {
    lookup();
    now.addAndGet(Duration.ofHours(2).toMillis());
    store.fault = Fault.FAILS;
    assertFailure(Failure.SourceUnavailable.class);
  }

  @Test
  void aHangingSourceIsATimeoutForAll() {
    store.fault = Fault.HANGS;
    assertFailure(Failure.SourceTimeout.class);
  }

  @Test
  void anObjectThatIsTooLargeIsMalformed() throws Exception {
    await(store.write("p/a.jpg", Buffer.buffer(new byte[(1 << 20) + 1])));
    assertFailure(Failure.SourceMalformed.class);
  }

  @Test
  void aLateEventLoopRefusesFillsButServesHits() throws Exception {
    lookup();
    lag.set(1_000);
    assertThat(lookup()).isEqualTo("hit first");
    now.addAndGet(80_000);
    assertThat(lookup()).isEqualTo("stale-if-error first");
    memory.clear();
    assertFailure(Failure.Shed.class);
  }

  private void assertFailure(Class<? extends Failure> type) {
    assertThatThrownBy(this::lookup)
        .isInstanceOf(ExecutionException.class)
        .extracting(thrown -> FailureException.of(Objects.requireNonNull(thrown.getCause())))
        .isInstanceOf(type);
  }

  /** The outcome and the body, from a look-up on the event loop. */
  private String lookup() throws Exception {
    KindPolicy policy = POLICY.kinds().getFirst();
    Promise<String> answer = Promise.promise();
    loop.runOnContext(
        _ -> cache.lookup(PATH, policy).map(this::describe).onComplete(answer::handle));
    return await(answer.future());
  }

  private String describe(Lookup lookup) {
    String body =
        switch (lookup.stored()) {
          case StoredAbsence _ -> "absent";
          case StoredResponse response -> {
            seen.add(response);
            yield response.identity().toString(StandardCharsets.UTF_8);
          }
        };
    lookup.release();
    return lookup.outcome().tag() + " " + body;
  }

  private void awaitNoFill() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (fills.count() > 0) {
      assertThat(System.nanoTime()).as("the fill goes on").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private void write(String body) throws Exception {
    await(store.write("p/a.jpg", Buffer.buffer(body)));
  }

  private static <T> T await(Future<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
