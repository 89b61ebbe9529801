package dev.headwater.standalone.client;

import dev.headwater.standalone.client.Publishing.NamedFile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes a title of a file: creates it, uploads the file, waits for the packaging. Not thread-safe.
 */
final class Publisher {
  private static final long POLL_NANOS = Duration.ofMillis(400).toNanos();

  /**
   * The packaging goes on without us: a system that is gone for less than this is only waited for.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Api api;
  private final Session session;
  private final KeptUploads kept;
  private final Progress progress;

  Publisher(Api api, Session session, KeptUploads kept, Progress progress) {
    this.api = api;
    this.session = session;
    this.kept = kept;
    this.progress = progress;
  }

  PublishedTitle publish(NamedFile named, String visibility) {
    Path file = named.file();
    try {
      String id = upload(named, visibility);
      JsonObject title = follow(file, id);
      return title.getString("status").equals("ready")
          ? playable(named, id)
          : new PublishedTitle.Failed(file, title.getString("error", "no reason was given"));
    } catch (ApiRefusal | Unreachable e) {
      return new PublishedTitle.Failed(file, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new PublishedTitle.Failed(file, "cannot be read: " + e.getMessage());
    }
  }

  /** Makes the title and sends it the file, or goes on where an earlier command stopped. */
  private String upload(NamedFile named, String visibility) throws IOException {
    UploadSource source = UploadSource.of(named.file());
    ResumableUpload upload = new ResumableUpload(api, session, PATIENCE);
    String key = source.key(api.system(), named.name(), visibility);
    Optional<KeptUploads.Kept> before =
        kept.find(key).filter(one -> upload.find(one.upload()).isPresent());
    KeptUploads.Kept now =
        before.isPresent() ? before.get() : begin(upload, named, visibility, source);
    kept.keep(key, now);
    upload.send(
        now.upload(), source, sent -> progress.uploading(named.file(), sent, source.size()));
    kept.forget(key);
    return now.title();
  }

  private KeptUploads.Kept begin(
      ResumableUpload upload, NamedFile named, String visibility, UploadSource source) {
    JsonObject wish = new JsonObject().put("name", named.name()).put("visibility", visibility);
    String title = api.post("titles", wish, session.accessToken()).getString("id");
    return new KeptUploads.Kept(title, upload.begin(title, source));
  }

  /** Returns the title once it is ready, has failed, or was deleted. */
  JsonObject follow(Path file, String id) {
    long lastAnswer = System.nanoTime();
    while (true) {
      try {
        JsonObject title = api.get("titles/" + id, session.accessToken());
        lastAnswer = System.nanoTime();
        switch (title.getString("status", "")) {
          case "ready", "failed", "retired" -> {
            return title;
          }
          default -> progress.packaging(file, title.getDouble("progress", 0.0));
        }
      } catch (ApiRefusal e) {
        if (!e.passing() || waitedEnough(lastAnswer)) {
          throw e;
        }
      } catch (Unreachable e) {
        if (waitedEnough(lastAnswer)) {
          throw e;
        }
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static boolean waitedEnough(long since) {
    return System.nanoTime() - since > PATIENCE.toNanos();
  }

  private PublishedTitle playable(NamedFile named, String id) {
    progress.packaging(named.file(), 1);
    JsonObject playback =
        api.post("titles/" + id + "/playback", new JsonObject(), session.accessToken());
    return new PublishedTitle.Ready(
        named.file(), id, named.name(), playback.getString("hls"), api.page("/watch/" + id));
  }
}
