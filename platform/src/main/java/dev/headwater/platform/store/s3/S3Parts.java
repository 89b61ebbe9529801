package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.PartUploads;
import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import dev.headwater.platform.store.StoredPart;
import dev.headwater.platform.xml.XmlElement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of multipart uploads to a bucket. Thread-safe; each call stays on its context. Fails
 * with {@link StoreException}.
 */
final class S3Parts {
  private static final int NOT_FOUND = 404;

  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private final S3Client client;
  private final S3Address address;

  S3Parts(S3Client client, S3Address address) {
    this.client = client;
    this.address = address;
  }

  /** The id that the server gives. */
  Future<String> begin(String key) {
    S3Request request =
        S3Request.step(
            address.path(key),
            Map.of("uploads", ""),
            Map.of("x-amz-checksum-algorithm", "CRC32"),
            Buffer.buffer());
    return document(request)
        .map(document -> document.map(root -> root.text("UploadId")).orElse(""))
        .compose(id ->
            id.isEmpty()
                ? Future.failedFuture(malformed(key, "an upload without an id"))
                : Future.succeededFuture(id));
  }

  Future<StoredPart> write(String key, String id, int number, long offset, Buffer bytes) {
    if (number > PartUploads.LAST_NUMBER) {
      return Future.failedFuture(
          new StoreException(
              Reason.REFUSED, key + ": longer than %d parts".formatted(PartUploads.LAST_NUMBER)));
    }
    Map<String, String> query = Map.of("partNumber", Integer.toString(number), "uploadId", id);
    return client
        .send(S3Request.put(address.path(key), query, bytes))
        .compose(answer ->
            switch (answer) {
              case S3Answer.Success success -> {
                success.body().resume();
                String etag = success.headers().get(HttpHeaders.ETAG);
                yield etag == null
                    ? Future.failedFuture(malformed(key, "a part without an ETag"))
                    : Future.succeededFuture(
                        new StoredPart(
                            number, offset, bytes.length(), etag, S3Request.crc32(bytes)));
              }
              case S3Answer.Refusal refusal -> Future.failedFuture(refusal.failure());
            });
  }

  /** Makes the object of its parts; the server may say 200 before it knows that it can. */
  Future<Void> complete(String key, String id, List<StoredPart> parts) {
    S3Request request =
        S3Request.step(address.path(key), Map.of("uploadId", id), Map.of(), list(parts));
    return document(request)
        .compose(document -> {
          String name = document.map(XmlElement::name).orElse("");
          return name.equals("CompleteMultipartUploadResult")
              ? Future.succeededFuture()
              : Future.failedFuture(
                  malformed(key, "not completed: " + document.map(ErrorAnswer::code).orElse("")));
        });
  }

  private static Buffer list(List<StoredPart> parts) {
    StringBuilder document = new StringBuilder("<CompleteMultipartUpload>");
    for (StoredPart part : parts) {
      document.append(
          "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag><ChecksumCRC32>%s</ChecksumCRC32></Part>"
              .formatted(part.number(), part.etag(), part.crc32()));
    }
    return Buffer.buffer(document.append("</CompleteMultipartUpload>").toString());
  }

  /** Drops all parts; completes also where the server knows of none. */
  Future<Void> abort(String key, String id) {
    return client
        .send(S3Request.delete(address.path(key), Map.of("uploadId", id)))
        .compose(answer ->
            switch (answer) {
              case S3Answer.Success success -> {
                success.body().resume();
                yield Future.succeededFuture();
              }
              case S3Answer.Refusal refusal ->
                  refusal.status() == NOT_FOUND
                      ? Future.succeededFuture()
                      : Future.failedFuture(refusal.failure());
            });
  }

  private Future<Optional<XmlElement>> document(S3Request request) {
    return client
        .send(request)
        .compose(answer ->
            switch (answer) {
              case S3Answer.Success success -> success.body().collect(MAX_ANSWER_BYTES);
              case S3Answer.Refusal refusal -> Future.failedFuture(refusal.failure());
            })
        .map(XmlElement::parse);
  }

  private static StoreException malformed(String key, String detail) {
    return new StoreException(Reason.MALFORMED, key + ": " + detail);
  }
}
