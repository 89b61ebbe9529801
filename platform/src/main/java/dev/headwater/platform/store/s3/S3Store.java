package dev.headwater.platform.store.s3;

import dev.headwater.platform.aws.AwsCredentials;
import dev.headwater.platform.runtime.CallerContext;
import dev.headwater.platform.store.ByteRange;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.ObjectKey;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.PartUploads;
import dev.headwater.platform.store.RangedRead;
import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import dev.headwater.platform.store.StoreListener;
import dev.headwater.platform.store.StoredObject;
import dev.headwater.platform.store.StoredPart;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A store in a bucket of an S3 API server. Thread-safe. A call, its future and the body that it
 * brings stay on the caller's context; a caller without one gets one. Fails with {@link
 * StoreException}, or with what the stream to be written fails with.
 */
public final class S3Store implements ObjectStore {
  private final Vertx vertx;
  private final S3Client client;
  private final StoreListener listener;
  private final S3Reads reads;
  private final S3Writes writes;
  private final S3Listing listing;
  private final S3Deletes deletes;
  private final S3Parts parts;

  private S3Store(
      Vertx vertx,
      S3Client client,
      S3Address address,
      S3Settings settings,
      StoreListener listener) {
    this.vertx = vertx;
    this.client = client;
    this.listener = listener;
    this.reads = new S3Reads(client, address, settings.listPermitted(), this::heard);
    this.writes =
        new S3Writes(vertx, client, address, Math.toIntExact(settings.partSize().bytes()));
    this.listing = new S3Listing(client, address);
    this.deletes = new S3Deletes(client, address, listing);
    this.parts = new S3Parts(client, address);
  }

  /**
   * Asks nothing of the server yet. Fails with IllegalArgumentException without a bucket or
   * credentials.
   *
   * @param environment where credentials are looked for that the settings don't have
   */
  public static S3Store open(
      Vertx vertx, S3Settings settings, Map<String, String> environment, StoreListener listener) {
    S3Address address = S3Address.of(settings);
    S3Signature signature =
        new S3Signature(
            address,
            settings.region(),
            AwsCredentials.of(settings.credentials(), "s3", environment));
    S3Client client = new S3Client(vertx, address, signature, settings, listener);
    return new S3Store(vertx, client, address, settings, listener);
  }

  @Override
  public Future<Optional<StoredObject>> open(String key) {
    ObjectKey.check(key);
    return onContext(() -> reads.open(key));
  }

  @Override
  public Future<RangedRead> open(String key, ByteRange range) {
    ObjectKey.check(key);
    return onContext(() -> reads.open(key, range));
  }

  @Override
  public Future<Optional<ObjectInfo>> stat(String key) {
    ObjectKey.check(key);
    return onContext(() -> reads.stat(key));
  }

  @Override
  public Future<ObjectInfo> write(String key, ReadStream<Buffer> body) {
    ObjectKey.check(key);
    return onContext(() -> writes.write(key, body).compose(_ -> written(key)));
  }

  @Override
  public Future<ObjectInfo> write(String key, Buffer body) {
    ObjectKey.check(key);
    return onContext(() -> writes.write(key, body).compose(_ -> written(key)));
  }

  /** The time of writing is the server's, which it doesn't say when it is written to. */
  private Future<ObjectInfo> written(String key) {
    return reads
        .stat(key)
        .compose(info ->
            info.map(Future::succeededFuture)
                .orElseGet(() ->
                    Future.failedFuture(
                        new StoreException(Reason.UNAVAILABLE, key + ": gone once written"))));
  }

  @Override
  public Future<List<ObjectInfo>> list(String prefix) {
    ObjectKey.check(prefix);
    return onContext(() -> listing.list(prefix));
  }

  @Override
  public Future<Void> delete(String key) {
    ObjectKey.check(key);
    return onContext(() -> deletes.delete(key));
  }

  @Override
  public Future<Void> deleteAll(String prefix) {
    ObjectKey.check(prefix);
    return onContext(() -> deletes.deleteAll(prefix));
  }

  @Override
  public PartUploads parts() {
    return new Parts();
  }

  @Override
  public Future<Void> close() {
    return client.close();
  }

  private <T> Future<T> onContext(Supplier<Future<T>> call) {
    Context current = Vertx.currentContext();
    if (current != null && current.owner().equals(vertx)) {
      return call.get().onFailure(this::heard);
    }
    Promise<T> promise = CallerContext.promise(vertx);
    vertx.runOnContext(_ -> Future.succeededFuture().compose(_ -> call.get()).onComplete(promise));
    return promise.future().onFailure(this::heard);
  }

  private void heard(Throwable failure) {
    if (failure instanceof StoreException known) {
      listener.failure(known.reason());
    }
  }

  private final class Parts implements PartUploads {
    @Override
    public Future<String> begin(String key) {
      ObjectKey.check(key);
      return onContext(() -> parts.begin(key));
    }

    @Override
    public Future<StoredPart> write(String key, String id, int number, long offset, Buffer bytes) {
      return onContext(() -> parts.write(key, id, number, offset, bytes));
    }

    @Override
    public Future<ObjectInfo> complete(String key, String id, List<StoredPart> list) {
      long size = StoredPart.size(list);
      return onContext(() ->
          parts
              .complete(key, id, list)
              .compose(_ -> written(key))
              .recover(failure -> doneBefore(key, size, failure)));
    }

    /** Whether the object is there is surer than what is said of parts that are gone. */
    private Future<ObjectInfo> doneBefore(String key, long size, Throwable failure) {
      return reads
          .stat(key)
          .otherwise(Optional.empty())
          .compose(found ->
              found
                  .filter(info -> info.size() == size)
                  .map(Future::succeededFuture)
                  .orElseGet(() -> Future.failedFuture(failure)));
    }

    @Override
    public Future<Void> abort(String key, String id) {
      return onContext(() -> parts.abort(key, id));
    }
  }
}
