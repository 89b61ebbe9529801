package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.ByteRange;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.RangedRead;
import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads objects of a bucket, whole or in part. Thread-safe; each call stays on its context. */
final class S3Reads {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final S3Client client;
  private final S3Address address;
  private final boolean isListPermitted;
  private final Consumer<StoreException> bodyFailure;

  /**
   * @param bodyFailure hears of bodies that fail after their objects were opened
   */
  S3Reads(
      S3Client client,
      S3Address address,
      boolean isListPermitted,
      Consumer<StoreException> bodyFailure) {
    this.client = client;
    this.address = address;
    this.isListPermitted = isListPermitted;
    this.bodyFailure = bodyFailure;
  }

  Future<Optional<ObjectInfo>> stat(String key) {
    return client
        .send(S3Request.head(address.path(key)))
        .compose(answer ->
            switch (answer) {
              case S3Answer.Success success ->
                  described(success, it -> ObjectAnswer.whole(key, it))
                      .onSuccess(_ -> success.body().resume())
                      .map(Optional::of);
              case S3Answer.Refusal refusal -> absentOrFailed(refusal, Optional.empty());
            });
  }

  Future<Optional<StoredObject>> open(String key) {
    return client
        .send(S3Request.get(address.path(key), Map.of()))
        .compose(answer ->
            switch (answer) {
              case S3Answer.Success success ->
                  described(success, it -> ObjectAnswer.whole(key, it))
                      .map(info ->
                          Optional.of(object(info, ByteRange.whole(info.size()), success.body())));
              case S3Answer.Refusal refusal -> absentOrFailed(refusal, Optional.empty());
            });
  }

  Future<RangedRead> open(String key, ByteRange range) {
    return range.length() == 0 ? openNothing(key, range) : openSomething(key, range);
  }

  private Future<RangedRead> openSomething(String key, ByteRange range) {
    String field = "bytes=%d-%d".formatted(range.offset(), range.end() - 1);
    return client
        .send(S3Request.get(address.path(key), Map.of("Range", field)))
        .compose(answer ->
            switch (answer) {
              case S3Answer.Success success ->
                  described(success, it -> ObjectAnswer.ranged(key, range, it))
                      .map(info -> {
                        ByteRange clipped = range.clippedTo(info.size());
                        return new RangedRead.Found(object(info, clipped, success.body()));
                      });
              case S3Answer.Refusal refusal when refusal.status() == RANGE_NOT_SATISFIABLE ->
                  openNothing(key, range);
              case S3Answer.Refusal refusal -> absentOrFailed(refusal, new RangedRead.Absent());
            });
  }

  /** The object behind a range without bytes: HTTP has no such range. */
  private Future<RangedRead> openNothing(String key, ByteRange range) {
    return stat(key)
        .compose(found -> {
          if (found.isEmpty()) {
            return Future.succeededFuture(new RangedRead.Absent());
          }
          ObjectInfo info = found.get();
          if (!range.startsWithin(info.size())) {
            return Future.succeededFuture(new RangedRead.OutOfBounds(info));
          }
          ByteRange clipped = range.clippedTo(info.size());
          return clipped.length() == 0
              ? Future.succeededFuture(new RangedRead.Found(new EmptyObject(info, clipped)))
              : Future.failedFuture(
                  new StoreException(
                      Reason.MALFORMED, "%s: 416 for %s of %s".formatted(key, range, info)));
        });
  }

  private StoredObject object(ObjectInfo info, ByteRange range, S3Body body) {
    return new S3Object(info, range, body.expecting(range.length()).reporting(bodyFailure));
  }

  /** A connection whose answer can't be used is not kept. */
  private static Future<ObjectInfo> described(
      S3Answer.Success answer, Function<S3Answer.Success, ObjectInfo> description) {
    try {
      return Future.succeededFuture(description.apply(answer));
    } catch (StoreException e) {
      answer.body().close();
      return Future.failedFuture(e);
    }
  }

  /** A role that may not list is told 403 where there is nothing. */
  private <T> Future<T> absentOrFailed(S3Answer.Refusal refusal, T absent) {
    boolean isAbsent =
        switch (refusal.status()) {
          case NOT_FOUND -> !refusal.code().equals("NoSuchBucket");
          case FORBIDDEN -> !isListPermitted;
          default -> false;
        };
    return isAbsent ? Future.succeededFuture(absent) : Future.failedFuture(refusal.failure());
  }
}
