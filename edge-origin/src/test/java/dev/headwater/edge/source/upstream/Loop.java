package dev.headwater.edge.source.upstream;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.SourceResponse;
import dev.headwater.edge.telemetry.UpstreamMeters;
import dev.headwater.platform.runtime.MonotonicClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A source under test on an event loop of its own. */
final class Loop implements AutoCloseable {
  /** A response that was read to its end. */
  record Answer(ResponseHead head, Buffer content) {
    int status() {
      return head.status();
    }
  }

  final MeterRegistry meters = new SimpleMeterRegistry();
  final UpstreamGroup group;
  final UpstreamSource source;
  private final AtomicLong skippedMillis = new AtomicLong();
  private final Vertx vertx;
  private final Context context;

  Loop(Vertx vertx, UpstreamSettings settings) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.group = new UpstreamGroup(settings, new UpstreamMeters(meters), this::millis);
    this.source = on(() -> Future.succeededFuture(UpstreamSource.create(vertx, group)));
  }

  private long millis() {
    return MonotonicClock.system().millis() + skippedMillis.get();
  }

  /** What is measured in seconds and more goes by this clock. */
  void skip(Duration time) {
    skippedMillis.addAndGet(time.toMillis());
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FailureException known) {
        throw known;
      }
      throw new AssertionError(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs on the event loop, and waits for what comes of it. */
  <T> T on(Supplier<Future<T>> call) {
    return await(later(call));
  }

  <T> Future<T> later(Supplier<Future<T>> call) {
    Promise<T> result = Promise.promise();
    context.runOnContext(_ -> call.get().onComplete(result::complete, result::fail));
    return result.future();
  }

  static SourceRequest request(String method, String target, String... fields) {
    return SourceRequest.of(new RequestHead(method, target, FieldList.of(fields)), target);
  }

  Answer get(String target, String... fields) {
    return send(request("GET", target, fields));
  }

  Answer send(SourceRequest request) {
    return await(sendLater(request));
  }

  Future<Answer> sendLater(SourceRequest request) {
    return later(() -> source.send(request).compose(Loop::read));
  }

  /** The failure that the request ends with, of head or of content. */
  Failure failure(SourceRequest request) {
    Promise<Failure> failure = Promise.promise();
    sendLater(request)
        .onComplete(
            answer -> failure.fail("answer: " + answer.head() + " (expected: a failure)"),
            cause -> failure.complete(FailureException.of(cause)));
    return await(failure.future());
  }

  static Future<Answer> read(SourceResponse response) {
    Promise<Answer> whole = Promise.promise();
    Buffer content = Buffer.buffer();
    response
        .content()
        .exceptionHandler(whole::fail)
        .handler(content::appendBuffer)
        .endHandler(_ -> whole.complete(new Answer(response.head(), content)));
    response.content().resume();
    return whole.future();
  }

  /** Waits until it holds. */
  void until(BooleanSupplier fact) {
    await(
        later(() -> {
          Promise<Void> holds = Promise.promise();
          vertx.setPeriodic(
              5,
              id -> {
                if (fact.getAsBoolean()) {
                  vertx.cancelTimer(id);
                  holds.tryComplete();
                }
              });
          return holds.future();
        }));
  }

  double count(String meter, String... tags) {
    return meters.find(meter).tags(tags).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  @Override
  public void close() {
    on(source::close);
  }
}
