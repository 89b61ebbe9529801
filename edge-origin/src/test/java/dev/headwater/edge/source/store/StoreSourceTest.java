package dev.headwater.edge.source.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.SourceResponse;
import dev.headwater.edge.telemetry.SourceMeters;
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
