package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import dev.headwater.platform.xml.XmlElement;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes objects of a bucket. Thread-safe; each call stays on its context. */
final class S3Deletes {
  private static final int NOT_FOUND = 404;

  /** Quiet answers name only what could not be deleted: a batch at most. */
  private static final int MAX_ANSWER_BYTES = 4 << 20;

  private final S3Client client;
  private final S3Address address;
  private final S3Listing listing;

  S3Deletes(S3Client client, S3Address address, S3Listing listing) {
    this.client = client;
    this.address = address;
    this.listing = listing;
  }

  Future<Void> delete(String key) {
    return client
        .send(S3Request.delete(address.path(key), Map.of()))
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

  /** Also what other programs have put there. */
  Future<Void> deleteAll(String prefix) {
    return listing.eachPage(prefix, page -> deleteBatch(page.objects()));
  }

  private Future<Void> deleteBatch(List<ObjectInfo> objects) {
    if (objects.isEmpty()) {
      return Future.succeededFuture();
    }
    return client
        .send(S3Request.deleteAll(address.bucketPath(), document(objects)))
        .compose(answer ->
            switch (answer) {
              case S3Answer.Success success -> success.body().collect(MAX_ANSWER_BYTES);
              case S3Answer.Refusal refusal -> Future.failedFuture(refusal.failure());
            })
        .compose(S3Deletes::result);
  }

  private static Buffer document(List<ObjectInfo> objects) {
    StringBuilder document = new StringBuilder("<Delete><Quiet>true</Quiet>");
    for (ObjectInfo object : objects) {
      document.append("<Object><Key>").append(escaped(object.key())).append("</Key></Object>");
    }
    return Buffer.buffer(document.append("</Delete>").toString());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** A batch may fail in part. */
  private static Future<Void> result(Buffer document) {
    Optional<XmlElement> result = XmlElement.parse(document);
    if (result.isEmpty() || !result.get().name().equals("DeleteResult")) {
      return Future.failedFuture(
          new StoreException(Reason.MALFORMED, "the answer to a deletion is none"));
    }
    List<XmlElement> errors = result.get().all(ErrorAnswer.ELEMENT);
    return errors.isEmpty()
        ? Future.succeededFuture()
        : Future.failedFuture(
            new StoreException(
                Reason.REFUSED,
                "%d objects were not deleted; the first one: %s %s"
                    .formatted(
                        errors.size(),
                        errors.getFirst().text("Key"),
                        ErrorAnswer.code(errors.getFirst()))));
  }
}
