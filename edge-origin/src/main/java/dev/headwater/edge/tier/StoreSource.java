package dev.headwater.edge.tier;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.stored.ResponseMetadata;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.telemetry.SourceMeters;
import dev.headwater.platform.settings.DataSize;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.ObjectKey;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.StoredObject;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The source in the origin role: object storage, with time limits and a breaker. Fails with {@link
 * FailureException} only. Thread-safe; each call stays on its caller's context.
 */
public final class StoreSource {
  /** To the first byte, then again for the whole body: a viewer's player gives up soon after. */
  private static final long TIMEOUT_MILLIS = 3_000;

  /** Documents that the node itself reads, such as publication.json, are far smaller. */
  private static final long MAX_DOCUMENT_BYTES = 64 * 1024;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /**
   * What may be read.
   *
   * @param maxObjectSize of one object
   * @param maxBytesAtOnce of all that are being read
   */
  public record Limits(DataSize maxObjectSize, DataSize maxBytesAtOnce) {}

  private final Vertx vertx;
  private final ObjectStore store;
  private final DataSize maxObjectSize;
  private final FillBudget budget;
  private final Breaker breaker;
  private final SourceMeters meters;
  private final LongSupplier clock;

  public StoreSource(
      Vertx vertx,
      ObjectStore store,
      Limits limits,
      Breaker breaker,
      SourceMeters meters,
      LongSupplier clock) {
    this.vertx = vertx;
    this.store = store;
    this.maxObjectSize = limits.maxObjectSize;
    this.budget = new FillBudget(limits.maxBytesAtOnce.bytes());
    this.breaker = breaker;
    this.meters = meters;
    this.clock = clock;
  }

  /** The whole object, of which the caller owns a reference; empty where there is none. */
  public Future<Optional<StoredResponse>> fetch(String path) {
    return read(
        path,
        key -> {
          meters.read();
          return timely(store.open(key), StoreSource::closeLate)
              .compose(object -> object.map(this::collect).orElse(absent()));
        });
  }

  /** What the store knows of the object; empty where there is none. */
  public Future<Optional<ResponseMetadata>> validate(String path) {
    return read(
        path,
        key -> {
          meters.validation();
          return timely(store.stat(key), _ -> {}).map(info -> info.map(this::metadata));
        });
  }

  /** A small document that the node itself reads; empty where there is none. */
  public Future<Optional<Buffer>> document(String key) {
    return read(
        "/" + key,
        checked -> {
          meters.document();
          return timely(store.open(checked), StoreSource::closeLate)
              .compose(object ->
                  object.map(this::document).orElse(Future.succeededFuture(Optional.empty())));
        });
  }

  private <T> Future<Optional<T>> read(
      String path, Function<String, Future<Optional<T>>> operation) {
    String key = path.substring(1);
    if (!ObjectKey.isValid(key)) {
      return Future.succeededFuture(Optional.empty());
    }
    if (!breaker.permits()) {
      return Future.failedFuture(
          new FailureException(new Failure.SourceUnavailable(breaker.retryAfter())));
    }
    return operation
        .apply(key)
        .onSuccess(_ -> breaker.succeeded())
        .recover(cause -> {
          FailureException failure = failure(cause);
          if (tellsOfTheStore(FailureException.of(failure))) {
            breaker.failed();
          }
          meters.failure();
          return Future.failedFuture(failure);
        });
  }

  /** Neither one bad object nor our own shortage says that the store fails. */
  private static boolean tellsOfTheStore(Failure failure) {
    return !(failure instanceof Failure.SourceMalformed) && !(failure instanceof Failure.Shed);
  }

  private static <T> Future<Optional<T>> absent() {
    return Future.succeededFuture(Optional.empty());
  }

  /** Bounds a step; its result, should it come too late, goes to {@code late}. */
  private <T> Future<T> timely(Future<T> step, Consumer<T> late) {
    Future<T> bounded = step.timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    bounded.onFailure(_ -> step.onSuccess(late::accept));
    return bounded;
  }

  private static void closeLate(Optional<StoredObject> object) {
    object.ifPresent(StoredObject::close);
  }

  private Future<Optional<StoredResponse>> collect(StoredObject object) {
    ObjectInfo info = object.info();
    if (info.size() > maxObjectSize.bytes()) {
      return tooLarge(object, maxObjectSize.bytes());
    }
    return body(object).map(bytes -> Optional.of(new StoredResponse(metadata(info), bytes, null)));
  }

  private Future<Optional<Buffer>> document(StoredObject object) {
    if (object.info().size() > MAX_DOCUMENT_BYTES) {
      return tooLarge(object, MAX_DOCUMENT_BYTES);
    }
    return body(object)
        .map(bytes -> {
          Buffer copy = Buffer.buffer(bytes.readableBytes());
          copy.appendBuffer(BufferInternal.buffer(bytes));
          bytes.release();
          return Optional.of(copy);
        });
  }

  private static <T> Future<T> tooLarge(StoredObject object, long limit) {
    String detail =
        "the object has " + object.info().size() + " bytes (expected: <= " + limit + ")";
    object.close();
    return Future.failedFuture(new FailureException(new Failure.SourceMalformed(detail)));
  }

  /** Exactly as many bytes as the store announced, off heap and within the budget. */
  private Future<ByteBuf> body(StoredObject object) {
    int size = Math.toIntExact(object.info().size());
    if (!budget.take(size)) {
      object.close();
      return Future.failedFuture(
          new FailureException(new Failure.Shed("this node fills too much at once", RETRY_AFTER)));
    }
    return body(object, size).onComplete(_ -> budget.giveBack(size));
  }

  private Future<ByteBuf> body(StoredObject object, int size) {
    ByteBuf bytes;
    try {
      bytes = Unpooled.directBuffer(size, size);
    } catch (OutOfMemoryError e) { // the limit on direct memory, which slow clients may hold
      object.close();
      return Future.failedFuture(
          new FailureException(new Failure.Shed("this node is short of memory", RETRY_AFTER)));
    }
    Promise<ByteBuf> whole = Promise.promise();
    long timer =
        vertx.setTimer(
            TIMEOUT_MILLIS, _ -> whole.tryFail(new TimeoutException("body of the object")));
    object
        .body()
        .exceptionHandler(whole::tryFail)
        .handler(part -> {
          if (part.length() > bytes.writableBytes()) {
            whole.tryFail(new FailureException(new Failure.SourceMalformed("too many bytes")));
          } else if (!whole.future().isComplete()) {
            bytes.writeBytes(((BufferInternal) part).getByteBuf());
          }
        })
        .endHandler(_ -> finish(whole, bytes));
    object.body().resume();
    return whole
        .future()
        .onComplete(_ -> {
          vertx.cancelTimer(timer);
          object.close(); // not waited for: a store that hangs would hold up the answer
        })
        .onFailure(_ -> bytes.release());
  }

  private static void finish(Promise<ByteBuf> whole, ByteBuf bytes) {
    if (bytes.isWritable()) {
      whole.tryFail(new FailureException(new Failure.SourceMalformed("the object ended early")));
    } else {
      whole.tryComplete(bytes);
    }
  }

  private ResponseMetadata metadata(ObjectInfo info) {
    return new ResponseMetadata(
        clock.getAsLong(),
        info.size(),
        info.etag(),
        info.lastModified().truncatedTo(ChronoUnit.SECONDS));
  }

  private static FailureException failure(Throwable cause) {
    return switch (cause) {
      case FailureException known -> known;
      case TimeoutException _ -> new FailureException(new Failure.SourceTimeout());
      default -> new FailureException(new Failure.SourceUnavailable(RETRY_AFTER));
    };
  }
}
