package dev.headwater.control.packaging;

import dev.headwater.platform.store.LocalObjects;
import dev.headwater.platform.store.ObjectStore;
import dev.headwater.platform.store.StoredObject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/** Brings a source where programs can read it. Blocks the virtual thread that asks. */
final class SourceFiles {
  private final Vertx vertx;
  private final ObjectStore store;
  private final Programs programs;

  /**
   * @param programs what ends a copy when they are stopped
   */
  SourceFiles(Vertx vertx, ObjectStore store, Programs programs) {
    this.vertx = vertx;
    this.store = store;
    this.programs = programs;
  }

  /** The object's own file where the store has files, else a copy in the folder. */
  Path fetch(String key, Path folder) {
    if (store instanceof LocalObjects local) {
      Path file = local.localPath(key);
      if (Files.isRegularFile(file)) {
        return file;
      }
      throw isThere(local, key)
          ? missing()
          : PackagingException.outage("the store has no sources at all: is its folder mounted?");
    }
    StoredObject object = store.open(key).await().orElseThrow(SourceFiles::missing);
    Path copy = folder.resolve("source");
    try {
      programs.unlessStopped(copy(object, copy)).await();
    } finally {
      object.close().await();
    }
    return copy;
  }

  /** Whether the folder of all sources is: it stays when the last of them goes. */
  private static boolean isThere(LocalObjects local, String key) {
    return Files.isDirectory(local.localPath(key.substring(0, key.indexOf('/'))));
  }

  private Future<Void> copy(StoredObject object, Path copy) {
    return vertx
        .fileSystem()
        .open(copy.toString(), new OpenOptions().setCreateNew(true))
        .compose(file ->
            object.body().pipe().endOnComplete(false).to(file).eventually(() -> file.close()));
  }

  private static PackagingException missing() {
    return PackagingException.badSource("the uploaded file is no longer there");
  }
}
