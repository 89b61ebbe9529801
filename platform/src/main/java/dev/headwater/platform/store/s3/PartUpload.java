package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import dev.headwater.platform.xml.XmlElement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object that is uploaded in parts, of which nothing can be seen until the last step. Confined
 * to its context.
 */
final class PartUpload {
  /** S3's own limit. */
  private static final int MAX_PARTS = 10_000;

  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private record SentPart(String etag, String crc32) {}

  private final S3Client client;
  private final String path;
  private final String id;
  private final List<SentPart> sent = new ArrayList<>();

  private PartUpload(S3Client client, String path, String id) {
    this.client = client;
    this.path = path;
    this.id = id;
  }

  static Future<PartUpload> begin(S3Client client, String path) {
    S3Request request =
        S3Request.step(
            path,
            Map.of("uploads", ""),
            Map.of("x-amz-checksum-algorithm", "CRC32"),
            Buffer.buffer());
    return document(client, request)
        .map(document -> document.map(root -> root.text("UploadId")).orElse(""))
        .compose(id ->
            id.isEmpty()
                ? Future.failedFuture(malformed(path, "an upload without an id"))
                : Future.succeededFuture(new PartUpload(client, path, id)));
  }

  Future<Void> send(Buffer part) {
    if (sent.size() == MAX_PARTS) {
      return Future.failedFuture(
          new StoreException(Reason.REFUSED, path + ": longer than %d parts".formatted(MAX_PARTS)));
    }
    Map<String, String> query =
        Map.of("partNumber", Integer.toString(sent.size() + 1), "uploadId", id);
    return client
        .send(S3Request.put(path, query, part))
        .compose(answer ->
            switch (answer) {
              case S3Answer.Success success -> {
                success.body().resume();
                String etag = success.headers().get(HttpHeaders.ETAG);
                if (etag == null) {
                  yield Future.failedFuture(malformed(path, "a part without an ETag"));
                }
                sent.add(new SentPart(etag, S3Request.crc32(part)));
                yield Future.succeededFuture();
              }
              case S3Answer.Refusal refusal -> Future.failedFuture(refusal.failure());
            });
  }

  /** Makes the object of its parts; the server may say 200 before it knows that it can. */
  Future<Void> complete() {
    S3Request request = S3Request.step(path, Map.of("uploadId", id), Map.of(), parts());
    return document(client, request)
        .compose(document -> {
          String name = document.map(XmlElement::name).orElse("");
          return name.equals("CompleteMultipartUploadResult")
              ? Future.succeededFuture()
              : Future.failedFuture(
                  malformed(path, "not completed: " + document.map(ErrorAnswer::code).orElse("")));
        });
  }

  private Buffer parts() {
    StringBuilder document = new StringBuilder("<CompleteMultipartUpload>");
    for (int i = 0; i < sent.size(); i++) {
      document.append(
          "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag><ChecksumCRC32>%s</ChecksumCRC32></Part>"
              .formatted(i + 1, sent.get(i).etag, sent.get(i).crc32));
    }
    return Buffer.buffer(document.append("</CompleteMultipartUpload>").toString());
  }

  /** Drops all parts. */
  Future<Void> abort() {
    return client
        .send(S3Request.delete(path, Map.of("uploadId", id)))
        .compose(answer ->
            switch (answer) {
              case S3Answer.Success success -> {
                success.body().resume();
                yield Future.succeededFuture();
              }
              case S3Answer.Refusal refusal -> Future.failedFuture(refusal.failure());
            });
  }

  private static Future<Optional<XmlElement>> document(S3Client client, S3Request request) {
    return client
        .send(request)
        .compose(answer ->
            switch (answer) {
              case S3Answer.Success success -> success.body().collect(MAX_ANSWER_BYTES);
              case S3Answer.Refusal refusal -> Future.failedFuture(refusal.failure());
            })
        .map(XmlElement::parse);
  }

  private static StoreException malformed(String path, String detail) {
    return new StoreException(Reason.MALFORMED, path + ": " + detail);
  }
}
