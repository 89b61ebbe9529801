package dev.headwater.platform.store.location;

import dev.headwater.platform.store.DirectoryStore;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.StoreListener;
import dev.headwater.platform.store.s3.S3Settings;
import dev.headwater.platform.store.s3.S3Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a program's objects are, as its settings say. Immutable. */
public sealed interface StoreLocation {
  /** A folder of this machine. */
  record Directory(Path path) implements StoreLocation {}

  /** A bucket behind the S3 API. */
  record Bucket(S3Settings settings) implements StoreLocation {}

  /** The bucket where the settings name one, else the directory; fails where they name neither. */
  static StoreLocation of(Optional<Path> directory, S3Settings s3) {
    if (s3.bucket().isPresent()) {
      return new Bucket(s3);
    }
    return directory
        .map(Directory::new)
        .orElseThrow(() ->
            new IllegalArgumentException("directory, s3.bucket: not set (expected: one of them)"));
  }

  /**
   * Opens the store; a bucket's server isn't asked yet.
   *
   * @param environment where credentials are looked for that the settings don't have
   */
  default Future<ObjectStore> open(
      Vertx vertx, Map<String, String> environment, StoreListener listener) {
    return switch (this) {
      case Directory directory -> DirectoryStore.open(vertx, directory.path).map(store -> store);
      case Bucket bucket ->
          Future.succeededFuture()
              .map(_ -> S3Store.open(vertx, bucket.settings, environment, listener));
    };
  }
}
