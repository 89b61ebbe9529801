package dev.headwater.edge.feed;

import dev.headwater.edge.telemetry.FeedMeters;
import dev.headwater.platform.runtime.CallerContext;
import dev.headwater.platform.runtime.WorkerThreads;
import dev.headwater.platform.snapshot.Opening;
import dev.headwater.platform.snapshot.Opening.Opened;
import dev.headwater.platform.snapshot.Opening.Refused;
import dev.headwater.platform.snapshot.SnapshotFile;
import dev.headwater.platform.snapshot.SnapshotOpener;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the snapshot of the feed from the object store. What is not a control plane's is refused,
 * and never fails the start. Confined to the event loop that it is called on.
 */
final class SnapshotReader {
  private static final Logger LOGGER = LoggerFactory.getLogger(SnapshotReader.class);

  /** Of a start that already waits for nothing else. */
  private static final long LIMIT_MILLIS = 5_000;

  private final Vertx vertx;
  private final ObjectStore store;
  private final SnapshotOpener opener;
  private final FeedMeters meters;

  SnapshotReader(Vertx vertx, ObjectStore store, SnapshotOpener opener, FeedMeters meters) {
    this.vertx = vertx;
    this.store = store;
    this.opener = opener;
    this.meters = meters;
  }

  /** Empty where there is none, or none to be believed. */
  Future<Optional<Opened>> read() {
    return file()
        .compose(file ->
            file.isEmpty()
                ? Future.succeededFuture(Optional.<Opened>empty())
                : WorkerThreads.run(vertx, () -> opener.open(file.get().getBytes()))
                    .map(this::judged))
        .onSuccess(found -> {
          if (found.isPresent()) {
            meters.snapshot("opened");
          }
        })
        .recover(cause -> {
          meters.snapshot("unread");
          LOGGER.warn("the snapshot of the feed can't be read: {}", cause.toString());
          return Future.succeededFuture(Optional.empty());
        });
  }

  private Optional<Opened> judged(Opening opening) {
    return switch (opening) {
      case Opened opened -> Optional.of(opened);
      case Refused(Opening.Reason reason, String detail) -> {
        meters.snapshot(reason.word());
        LOGGER.warn("the snapshot of the feed in the object store is refused: {}", detail);
        yield Optional.empty();
      }
    };
  }

  private Future<Optional<Buffer>> file() {
    Future<Optional<StoredObject>> opening = store.open(SnapshotFile.KEY);
    Future<Optional<StoredObject>> inTime = timely(opening);
    inTime.onFailure(_ -> opening.onSuccess(late -> late.ifPresent(StoredObject::close)));
    return inTime.compose(found -> {
      if (found.isEmpty()) {
        meters.snapshot("absent");
        return Future.succeededFuture(Optional.empty());
      }
      StoredObject object = found.get();
      return content(object).onComplete(_ -> object.close()).map(Optional::of);
    });
  }

  private Future<Buffer> content(StoredObject object) {
    long size = object.info().size();
    if (size > SnapshotFile.MAX_BYTES) {
      return Future.failedFuture(
          new IOException(
              "it has %d bytes (expected: <= %d)".formatted(size, SnapshotFile.MAX_BYTES)));
    }
    Buffer whole = Buffer.buffer((int) size);
    Future<Buffer> read =
        object.body().collect(Collector.of(() -> whole, Buffer::appendBuffer, (a, _) -> a));
    object.body().resume();
    return timely(read);
  }

  private <T> Future<T> timely(Future<T> step) {
    return CallerContext.keep(vertx, step).timeout(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
  }
}
