package dev.headwater.standalone.client;

import dev.headwater.standalone.CommandFailure;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The uploads that aren't whole yet, so that a command that is started again goes on with them; in
 * a file that commands change under a lock. Without a file nothing is kept.
 */
record KeptUploads(Optional<Path> file) {
  /** Older ones have expired where they went to, most likely. */
  private static final int MOST = 200;

  /**
   * An upload on its way. Immutable.
   *
   * @param title the id of the title that it is for
   * @param upload its id
   */
  record Kept(String title, String upload) {}

  /** Keeps nothing. */
  static KeptUploads none() {
    return new KeptUploads(Optional.empty());
  }

  /** {@code headwater/uploads.json} in the user's folder for state. */
  static KeptUploads ofUser(Map<String, String> environment, String home) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path folder = state.isBlank() ? Path.of(home, ".local", "state") : Path.of(state);
    return new KeptUploads(Optional.of(folder.resolve("headwater").resolve("uploads.json")));
  }

  /**
   * @param source what is uploaded where, as {@link UploadSource#key} tells
   */
  Optional<Kept> find(String source) {
    return file.map(KeptUploads::read)
        .map(all -> all.getJsonObject(source))
        .map(json -> new Kept(json.getString("title"), json.getString("upload")));
  }

  void keep(String source, Kept kept) {
    JsonObject json =
        new JsonObject()
            .put("title", kept.title)
            .put("upload", kept.upload)
            .put("since", Instant.now().toString());
    change(all -> all.put(source, json));
  }

  void forget(String source) {
    change(all -> all.remove(source));
  }

  private void change(Consumer<JsonObject> change) {
    if (file.isEmpty()) {
      return;
    }
    Path path = file.get();
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      try (FileChannel channel =
              FileChannel.open(
                  path.resolveSibling("uploads.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        JsonObject all = read(path);
        change.accept(all);
        dropOldest(all);
        Path unfinished = path.resolveSibling("uploads.json.new");
        Files.writeString(unfinished, all.encodePrettily());
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new CommandFailure("cannot keep uploads in " + path + ": " + e, e);
    }
  }

  private static void dropOldest(JsonObject all) {
    List<String> newestFirst =
        all.fieldNames().stream()
            .sorted(
                Comparator.comparing((String key) -> all.getJsonObject(key).getString("since", ""))
                    .reversed())
            .toList();
    newestFirst.stream().skip(MOST).forEach(all::remove);
  }

  /** What can't be read is as good as nothing: the uploads begin again. */
  private static JsonObject read(Path path) {
    try {
      return Files.exists(path) ? new JsonObject(Files.readString(path)) : new JsonObject();
    } catch (IOException | DecodeException _) {
      return new JsonObject();
    }
  }
}
