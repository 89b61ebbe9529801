package dev.headwater.platform.store.s3;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.Map;

/**
 * Writes objects of a bucket: in one request where they fit into a part, else in parts.
 * Thread-safe; each call stays on its context.
 */
final class S3Writes {
  private final Vertx vertx;
  private final S3Client client;
  private final S3Address address;
  private final S3Parts parts;
  private final int partBytes;

  S3Writes(Vertx vertx, S3Client client, S3Address address, int partBytes) {
    this.vertx = vertx;
    this.client = client;
    this.address = address;
    this.parts = new S3Parts(client, address);
    this.partBytes = partBytes;
  }

  Future<Void> write(String key, Buffer body) {
    return client
        .send(S3Request.put(address.path(key), Map.of(), body))
        .compose(answer ->
            switch (answer) {
              case S3Answer.Success success -> {
                success.body().resume();
                yield Future.succeededFuture();
              }
              case S3Answer.Refusal refusal -> Future.failedFuture(refusal.failure());
            });
  }

  /** Of any length; a failed one leaves neither an object nor parts of one. */
  Future<Void> write(String key, ReadStream<Buffer> body) {
    PartReader reader = new PartReader(vertx, body, partBytes);
    return reader
        .next()
        .compose(first ->
            first.isLast()
                ? write(key, first.bytes())
                : PartUpload.begin(parts, key)
                    .compose(upload ->
                        upload
                            .send(first.bytes())
                            .compose(_ -> sendRest(upload, reader))
                            .compose(_ -> upload.complete())
                            .recover(failure -> abort(upload, failure))));
  }

  private static Future<Void> sendRest(PartUpload upload, PartReader parts) {
    return parts
        .next()
        .compose(part -> {
          if (!part.isLast()) {
            return upload.send(part.bytes()).compose(_ -> sendRest(upload, parts));
          }
          return part.bytes().length() == 0 ? Future.succeededFuture() : upload.send(part.bytes());
        });
  }

  /** The first failure is the one to tell of; parts that stay behind, the bucket has to expire. */
  private static Future<Void> abort(PartUpload upload, Throwable failure) {
    return upload
        .abort()
        .onFailure(failure::addSuppressed)
        .transform(_ -> Future.failedFuture(failure));
  }
}
