package dev.headwater.control.packaging;

import dev.headwater.media.Resolution;
import dev.headwater.media.hls.MediaMap;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MediaSegment;
import dev.headwater.media.hls.MultivariantPlaylist;
import dev.headwater.media.hls.VariantStream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** A channel of real media at an address, as the data plane shows a window of it. */
final class RecordedNode implements AutoCloseable {
  static final Duration SEGMENT = Duration.ofSeconds(2);
  static final int SEGMENTS = 4;
  private static final String RENDITION = "180p";

  private final Path folder;
  private final Instant begin;
  private final HttpServer server;
  private volatile Optional<MediaPlaylist.Type> type = Optional.of(MediaPlaylist.Type.VOD);
  private volatile boolean ended = true;
  private volatile Future<Void> gate = Future.succeededFuture();
  private volatile boolean knocked;

  /**
   * @param begin when its first segment was taken in
   */
  RecordedNode(Vertx vertx, Path folder, Instant begin) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder.resolve(RENDITION));
    this.begin = begin;
    TestClip.ffmpeg(
        this.folder.resolve("unused.m3u8"),
        List.of(
            ("-f lavfi -i testsrc2=s=320x180:r=25:d=%d -c:v libx264 -preset ultrafast -g 50 -keyint_min 50"
                    + " -f hls -hls_time 2 -hls_segment_type fmp4 -hls_fmp4_init_filename e-init.mp4"
                    + " -hls_segment_filename %s/e-%%d.m4s")
                .formatted(SEGMENTS * SEGMENT.toSeconds(), this.folder)
                .split(" ", -1)));
    server = vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1").await();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  Instant at(int segment) {
    return begin.plus(SEGMENT.multipliedBy(segment));
  }

  Path segment(int number) {
    return folder.resolve("e-" + number + ".m4s");
  }

  /** From now on, playlists say this. */
  void says(Optional<MediaPlaylist.Type> newType, boolean newEnded) {
    ended = newEnded;
    type = newType;
  }

  /** The second segment is answered once this is opened. */
  Promise<Void> shut() {
    Promise<Void> opening = Promise.promise();
    gate = opening.future();
    return opening;
  }

  /** Whether somebody has waited for it. */
  boolean knocked() {
    return knocked;
  }

  private void answer(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean waits = name.equals("e-1.m4s") && !gate.isComplete();
    knocked |= waits;
    if (waits) {
      gate.onSuccess(_ -> send(request, name));
    } else if (!name.equals("index.m3u8")) {
      send(request, name);
    } else {
      boolean isMedia = path.endsWith(RENDITION + "/index.m3u8");
      request.response().end(isMedia ? media().text() : multivariant().text());
    }
  }

  private void send(HttpServerRequest request, String name) {
    if (Files.exists(folder.resolve(name))) {
      request.response().sendFile(folder.resolve(name).toString());
    } else {
      request.response().setStatusCode(404).end();
    }
  }

  private static MultivariantPlaylist multivariant() {
    return new MultivariantPlaylist(
        6,
        true,
        List.of(),
        List.of(
            new VariantStream(
                RENDITION + "/index.m3u8?from=1&to=2",
                400_000,
                OptionalLong.empty(),
                List.of("avc1.64000d"),
                Optional.of(new Resolution(320, 180)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
  }

  private MediaPlaylist media() {
    List<MediaSegment> segments =
        IntStream.range(0, SEGMENTS)
            .mapToObj(n ->
                MediaSegment.of("e-" + n + ".m4s", SEGMENT)
                    .withMap(MediaMap.of("e-init.mp4"))
                    .withProgramDateTime(at(n)))
            .toList();
    MediaPlaylist playlist =
        MediaPlaylist.of(9, 4, segments).withMediaSequence(700).withEnded(ended);
    return type.map(playlist::withType).orElse(playlist);
  }

  @Override
  public void close() {
    server.close().await();
  }
}
