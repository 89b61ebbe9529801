package dev.headwater.edge.source.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.SourceResponse;
import dev.headwater.edge.telemetry.SourceMeters;
import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import dev.headwater.platform.store.StoredObject;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSourceTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final PlayedStore store = new PlayedStore();
  private final Breaker breaker = new Breaker(now::get);
  private final StoreSource source =
      new StoreSource(vertx, store, breaker, new SourceMeters(new SimpleMeterRegistry()));

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private <T> T on(Supplier<Future<T>> call) {
    Promise<T> result = Promise.promise();
    context.runOnContext(_ -> call.get().onComplete(result));
    try {
      return result.future().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Future<SourceResponse> send() {
    return source.send(SourceRequest.of(new RequestHead("GET", "/a", FieldList.empty()), "/a"));
  }

  /** ADR 0008. */
  @ParameterizedTest
  @CsvSource({
    "TIMEOUT, 504, true",
    "UNAVAILABLE, 503, true",
    "BUSY, 503, false",
    "REFUSED, 503, false",
    "MALFORMED, 502, false"
  })
  void onlyTroubleOfTheStoreItselfOpensItsBreaker(Reason reason, int status, boolean opens) {
    store.now(() -> Future.failedFuture(new StoreException(reason, "test")));
    for (int i = 0; i < 20; i++) {
      assertThat(failure().problem().status()).isEqualTo(status);
    }
    assertThat(breaker.isOpen()).isEqualTo(opens);
  }

  @Test
  void storeThatRefusesAnObjectIsBackAllTheSame() {
    store.now(() -> Future.failedFuture(new StoreException(Reason.UNAVAILABLE, "test")));
    for (int i = 0; i < 20; i++) {
      failure();
    }
    now.addAndGet(30_000);
    store.now(() -> Future.failedFuture(new StoreException(Reason.REFUSED, "test")));
    failure();
    assertThat(breaker.isOpen()).isFalse();
  }

  private Failure failure() {
    return on(() ->
        send()
            .map((Failure) new Failure.Internal())
            .recover(cause -> Future.succeededFuture(FailureException.of(cause))));
  }

  @Test
  void whatFollowsATimeLimitRunsOnTheCallersEventLoop() {
    store.now(() -> Promise.<Optional<StoredObject>>promise().future());
    boolean stayed =
        on(() -> {
          Thread caller = Thread.currentThread();
          return send()
              .timeout(50, TimeUnit.MILLISECONDS)
              .transform((_, _) -> Future.succeededFuture(Thread.currentThread().equals(caller)));
        });
    assertThat(stayed).isTrue();
  }
}
