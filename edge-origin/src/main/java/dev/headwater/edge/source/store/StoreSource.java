package dev.headwater.edge.source.store;

import dev.headwater.edge.breaker.Breaker;
import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import dev.headwater.edge.http.message.EntityTag;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.HttpDate;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.http.range.ContentRange;
import dev.headwater.edge.source.Source;
import dev.headwater.edge.source.SourceRequest;
import dev.headwater.edge.source.SourceResponse;
import dev.headwater.edge.telemetry.SourceMeters;
import dev.headwater.platform.runtime.CallerContext;
import dev.headwater.platform.store.ByteRange;
import dev.headwater.platform.store.LocalObjects;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.ObjectKey;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.RangedRead;
import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Object storage as a source, with time limits and a breaker: it knows GET and HEAD, one range, and
 * If-None-Match. Fails with {@link FailureException} only. Thread-safe; each call stays on its
 * caller's context.
 */
public final class StoreSource implements Source {
  /** To the first byte: a viewer's player gives up soon after. */
  private static final long TIMEOUT_MILLIS = 3_000;

  /** For a read of a file: object storage has a limit of its own. */
  private static final long FILE_STALL_MILLIS = 10_000;

  /** Documents that the node itself reads, such as publication.json, are far smaller. */
  private static final long MAX_DOCUMENT_BYTES = 64 * 1024;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final ObjectStore store;
  private final Breaker breaker;
  private final SourceMeters meters;

  public StoreSource(Vertx vertx, ObjectStore store, Breaker breaker, SourceMeters meters) {
    this.vertx = vertx;
    this.store = store;
    this.breaker = breaker;
    this.meters = meters;
  }

  @Override
  public Future<SourceResponse> send(SourceRequest request) {
    RequestHead head = request.head();
    if (!head.isGet() && !head.isHead()) {
      return Future.failedFuture(new FailureException(new Failure.MethodNotAllowed(head.method())));
    }
    String key = path(head.target()).substring(1);
    if (!ObjectKey.isValid(key)) {
      return Future.succeededFuture(absent());
    }
    String ifNoneMatch = head.fields().get("If-None-Match");
    if (head.isHead()) {
      return inspect(key, null);
    }
    return ifNoneMatch == null
        ? read(key, range(head))
        : inspect(key, ifNoneMatch)
            .compose(answer ->
                answer.head().status() == 200
                    ? read(key, range(head))
                    : Future.succeededFuture(answer));
  }

  /** A store knows no queries: what counts in a key there is for others. */
  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static @Nullable ByteRange range(RequestHead head) {
    String field = head.fields().get("Range");
    List<dev.headwater.edge.http.range.ByteRange> ranges =
        field == null ? List.of() : dev.headwater.edge.http.range.ByteRange.parse(field);
    return ranges.size() == 1
            && ranges.getFirst()
                instanceof dev.headwater.edge.http.range.ByteRange.Bounded(long first, long last)
        ? new ByteRange(first, last - first + 1)
        : null;
  }

  private Future<SourceResponse> inspect(String key, @Nullable String ifNoneMatch) {
    return guarded(() -> {
      meters.validation();
      return timely(store.stat(key), _ -> {})
          .map(info ->
              info.<SourceResponse>map(known -> new EmptyContent(head(known, ifNoneMatch)))
                  .orElseGet(StoreSource::absent));
    });
  }

  private static ResponseHead head(ObjectInfo info, @Nullable String ifNoneMatch) {
    boolean unchanged =
        ifNoneMatch != null
            && EntityTag.parse(info.etag()).isPresent()
            && EntityTag.parseList(ifNoneMatch).stream()
                .anyMatch(EntityTag.parse(info.etag()).get()::weakMatch);
    return new ResponseHead(unchanged ? 304 : 200, fields(info).build());
  }

  private static FieldList.Builder fields(ObjectInfo info) {
    return FieldList.builder()
        .add("ETag", info.etag())
        .add("Last-Modified", HttpDate.format(info.lastModified()))
        .add("Content-Length", Long.toString(info.size()))
        .add("Accept-Ranges", "bytes");
  }

  private static SourceResponse absent() {
    return new EmptyContent(new ResponseHead(404, FieldList.empty()));
  }

  private Future<SourceResponse> read(String key, @Nullable ByteRange range) {
    return guarded(() -> {
      meters.read();
      if (range == null) {
        return timely(store.open(key), StoreSource::closeLate)
            .map(object -> object.map(this::whole).orElseGet(StoreSource::absent));
      }
      return timely(store.open(key, range), StoreSource::closeLate).map(this::part);
    });
  }

  private SourceResponse whole(StoredObject object) {
    Optional<Path> file =
        store instanceof LocalObjects local
            ? Optional.of(local.localPath(object.info().key()))
            : Optional.empty();
    return new ObjectContent(
        new ResponseHead(200, fields(object.info()).build()), object, content(object), file);
  }

  private ReadStream<Buffer> content(StoredObject object) {
    return store instanceof LocalObjects
        ? new FileContent(vertx, object.body(), FILE_STALL_MILLIS)
        : object.body();
  }

  private SourceResponse part(RangedRead read) {
    return switch (read) {
      case RangedRead.Absent _ -> absent();
      case RangedRead.OutOfBounds(ObjectInfo info) ->
          new EmptyContent(
              new ResponseHead(
                  416,
                  FieldList.of(
                      "Content-Range", new ContentRange.Unsatisfied(info.size()).toString())));
      case RangedRead.Found(StoredObject object) -> {
        ByteRange range = object.range();
        FieldList fields =
            fields(object.info())
                .set("Content-Length", Long.toString(range.length()))
                .add(
                    "Content-Range",
                    ContentRange.Satisfied.of(
                            new ByteSpan(range.offset(), range.length()), object.info().size())
                        .toString())
                .build();
        yield new ObjectContent(
            new ResponseHead(206, fields), object, content(object), Optional.empty());
      }
    };
  }

  /** A small document that the node itself reads; empty where there is none. */
  public Future<Optional<Buffer>> document(String key) {
    if (!ObjectKey.isValid(key)) {
      return Future.succeededFuture(Optional.empty());
    }
    return guarded(() -> {
      meters.document();
      return timely(store.open(key), StoreSource::closeLate)
          .compose(object ->
              object.map(this::document).orElseGet(() -> Future.succeededFuture(Optional.empty())));
    });
  }

  private Future<Optional<Buffer>> document(StoredObject object) {
    long size = object.info().size();
    if (size > MAX_DOCUMENT_BYTES) {
      object.close();
      return Future.failedFuture(
          new FailureException(
              new Failure.SourceMalformed(
                  "the document has %d bytes (expected: <= %d)"
                      .formatted(size, MAX_DOCUMENT_BYTES))));
    }
    Buffer whole = Buffer.buffer((int) size);
    Future<Buffer> read =
        object
            .body()
            .collect(java.util.stream.Collector.of(() -> whole, Buffer::appendBuffer, (a, b) -> a));
    object.body().resume();
    return CallerContext.keep(vertx, read)
        .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .onComplete(_ -> object.close())
        .map(Optional::of);
  }

  private <T> Future<T> guarded(java.util.function.Supplier<Future<T>> call) {
    if (!breaker.permits()) {
      return Future.failedFuture(
          new FailureException(new Failure.SourceUnavailable(breaker.retryAfter())));
    }
    return call.get()
        .onSuccess(_ -> breaker.succeeded())
        .recover(cause -> {
          meters.failure();
          if (cause instanceof FailureException known) {
            return Future.failedFuture(known);
          }
          Reason reason = reason(cause);
          judge(reason);
          return Future.failedFuture(failure(reason));
        });
  }

  /** One bad object says nothing of the store, nor does our own shortage. */
  private void judge(Reason reason) {
    switch (reason) {
      case TIMEOUT, UNAVAILABLE -> breaker.failed();
      case REFUSED, MALFORMED -> breaker.succeeded(); // it answered
      case BUSY -> {}
    }
  }

  private static Reason reason(Throwable cause) {
    return switch (cause) {
      case TimeoutException _ -> Reason.TIMEOUT;
      case StoreException told -> told.reason();
      default -> Reason.UNAVAILABLE;
    };
  }

  /** Bounds a step; its result, should it come too late, goes to {@code late}. */
  private <T> Future<T> timely(Future<T> step, Consumer<T> late) {
    Future<T> bounded =
        CallerContext.keep(vertx, step).timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    bounded.onFailure(_ -> step.onSuccess(late::accept));
    return bounded;
  }

  private static void closeLate(Optional<StoredObject> object) {
    object.ifPresent(StoredObject::close);
  }

  private static void closeLate(RangedRead read) {
    if (read instanceof RangedRead.Found(StoredObject object)) {
      object.close();
    }
  }

  private static FailureException failure(Reason reason) {
    return new FailureException(
        switch (reason) {
          case TIMEOUT -> new Failure.SourceTimeout();
          case MALFORMED -> new Failure.SourceMalformed("the store's answer can't be understood");
          case UNAVAILABLE, BUSY, REFUSED -> new Failure.SourceUnavailable(RETRY_AFTER);
        });
  }
}
