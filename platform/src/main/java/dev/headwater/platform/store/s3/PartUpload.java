package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.StoredPart;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An object that one stream brings in parts, of which nothing can be seen until the last step.
 * Confined to its context.
 */
final class PartUpload {
  private final S3Parts parts;
  private final String key;
  private final String id;
  private final List<StoredPart> sent = new ArrayList<>();
  private long bytes;

  private PartUpload(S3Parts parts, String key, String id) {
    this.parts = parts;
    this.key = key;
    this.id = id;
  }

  static Future<PartUpload> begin(S3Parts parts, String key) {
    return parts.begin(key).map(id -> new PartUpload(parts, key, id));
  }

  Future<Void> send(Buffer part) {
    return parts
        .write(key, id, sent.size() + 1, bytes, part)
        .compose(stored -> {
          sent.add(stored);
          bytes += stored.length();
          return Future.succeededFuture();
        });
  }

  Future<Void> complete() {
    return parts.complete(key, id, sent);
  }

  /** Drops all parts. */
  Future<Void> abort() {
    return parts.abort(key, id);
  }
}
