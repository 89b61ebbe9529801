package dev.headwater.control.packaging;

import dev.headwater.media.packaging.PackageLayout;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.ObjectStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Writes packages to the store. What refers to an object is written after it: whoever can read the
 * multivariant playlist can read everything. Blocks the virtual thread that asks.
 */
final class Publisher {
  /** Objects written at once: enough to hide the latency of a remote store. */
  private static final int AT_ONCE = 8;

  private final Vertx vertx;
  private final ObjectStore store;
  private final Programs programs;

  /**
   * @param programs no more is written once they are stopped
   */
  Publisher(Vertx vertx, ObjectStore store, Programs programs) {
    this.vertx = vertx;
    this.store = store;
    this.programs = programs;
  }

  /** Who may have the bytes; written before any of them. */
  Future<ObjectInfo> write(Publication publication) {
    String path = Publication.path(publication.titleId(), publication.epoch());
    return store.write(path + "/" + Publication.FILE, publication.toJson().toBuffer());
  }

  /** Everything else. */
  void write(String path, EncodedPackage encoded) {
    List<Map.Entry<String, Path>> files = new ArrayList<>();
    for (EncodedRendition rendition : encoded.renditions()) {
      files.add(
          Map.entry(PackageLayout.initialization(rendition.id()), rendition.initialization()));
      List<Path> segments = rendition.segments();
      for (int n = 0; n < segments.size(); n++) {
        files.add(Map.entry(PackageLayout.segment(rendition.id(), n), segments.get(n)));
      }
    }
    for (EncodedSubtitles text : encoded.subtitles()) {
      for (int n = 0; n < text.segments().size(); n++) {
        files.add(
            Map.entry(PackageLayout.subtitles(text.rendition().id(), n), text.segments().get(n)));
      }
    }
    for (int from = 0; from < files.size(); from += AT_ONCE) {
      programs.check();
      List<Map.Entry<String, Path>> some =
          files.subList(from, Math.min(files.size(), from + AT_ONCE));
      Future.join(
              some.stream().map(file -> copy(path + "/" + file.getKey(), file.getValue())).toList())
          .await();
    }
    write(path, encoded.poster(), encoded.presentation().files());
  }

  /**
   * What comes after the media.
   *
   * @param texts by their names, in the order to write them
   */
  void write(String path, Optional<Path> poster, SequencedMap<String, String> texts) {
    poster.ifPresent(image -> copy(path + "/" + PosterImage.FILE, image).await());
    texts.forEach((name, text) -> store.write(path + "/" + name, Buffer.buffer(text)).await());
  }

  /** Removes what an attempt left behind. */
  Future<Void> remove(String path) {
    return store.deleteAll(path);
  }

  private Future<ObjectInfo> copy(String key, Path file) {
    return vertx
        .fileSystem()
        .open(file.toString(), new OpenOptions().setRead(true).setWrite(false))
        .compose(body -> {
          body.pause();
          return store.write(key, body).eventually(() -> body.close());
        });
  }
}
