package dev.headwater.standalone.client;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Brings a file to a title by tus 1.0.0: goes on where it stopped when the connection breaks, for
 * as long as it gets on now and then. Not thread-safe.
 */
final class ResumableUpload {
  private static final Map<String, String> VERSION = Map.of("Tus-Resumable", "1.0.0");
  private static final String BYTES = "application/offset+octet-stream";

  /** Of one call, so that the log-in is renewed on the way. */
  private static final long MOST_BYTES = 256L << 20;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LAST_PAUSE = Duration.ofSeconds(5);

  private final Api api;
  private final Session session;
  private final Duration patience;

  /**
   * @param patience how long without a byte more is tried
   */
  ResumableUpload(Api api, Session session, Duration patience) {
    this.api = api;
    this.session = session;
    this.patience = patience;
  }

  /** Begins an upload; returns its id. */
  String begin(String title, UploadSource source) {
    HttpHeaders answer =
        api.call(
            "POST",
            "uploads",
            with(
                Map.of(
                    "Upload-Length",
                    Long.toString(source.size()),
                    "Upload-Metadata",
                    "titleId %s,filename %s".formatted(base64(title), base64(name(source))))),
            session.accessToken());
    String location = answer.firstValue("Location").orElse("");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static String name(UploadSource source) {
    String name = String.valueOf(source.file().getFileName());
    return name.substring(0, Math.min(name.length(), 200));
  }

  /** How many bytes are there; empty where the upload isn't, any more or for us. */
  Optional<Long> find(String upload) {
    try {
      return Optional.of(offset(upload));
    } catch (ApiRefusal e) {
      if (e.status() == 404 || e.status() == 410) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private long offset(String upload) {
    HttpHeaders answer = api.call("HEAD", "uploads/" + upload, VERSION, session.accessToken());
    return answer.firstValueAsLong("Upload-Offset").orElse(0);
  }

  /**
   * Sends what isn't there yet. Fails with {@link ApiRefusal} or {@link Unreachable} once trying
   * again is of no use, and with IOException where the file can't be read or has changed.
   *
   * @param sent told how many bytes are on their way or there
   */
  void send(String upload, UploadSource source, LongConsumer sent) throws IOException {
    long best = -1;
    long bestAt = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        long offset = offset(upload);
        if (offset > best) {
          best = offset;
          bestAt = System.nanoTime();
          pause = FIRST_PAUSE;
        }
        sent.accept(offset);
        if (offset == source.size()) {
          return;
        }
        source.checkUnchanged();
        append(upload, offset, source, sent);
      } catch (ApiRefusal e) {
        if (!isPassing(e) || waitedEnough(bestAt)) {
          throw e;
        }
        pause = pausedFor(pause);
      } catch (Unreachable e) {
        if (waitedEnough(bestAt)) {
          throw e;
        }
        pause = pausedFor(pause);
      }
    }
  }

  /** A wrong offset is asked for again; a title that takes no source says so when asked, too. */
  private static boolean isPassing(ApiRefusal refusal) {
    return refusal.passing()
        || refusal.status() == 409
        || refusal.status() == 423
        || refusal.status() >= 500;
  }

  private boolean waitedEnough(long since) {
    return System.nanoTime() - since > patience.toNanos();
  }

  private static Duration pausedFor(Duration pause) {
    LockSupport.parkNanos(pause.toNanos());
    Duration next = pause.multipliedBy(2);
    return next.compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : next;
  }

  private void append(String upload, long offset, UploadSource source, LongConsumer sent) {
    long length = Math.min(MOST_BYTES, source.size() - offset);
    CountedBody body =
        new CountedBody(source.bytes(offset, length), (some, _) -> sent.accept(offset + some));
    api.patch(
        "uploads/" + upload,
        with(Map.of("Upload-Offset", Long.toString(offset), "Content-Type", BYTES)),
        body,
        session.accessToken());
  }

  private static Map<String, String> with(Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(VERSION);
    return all;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
