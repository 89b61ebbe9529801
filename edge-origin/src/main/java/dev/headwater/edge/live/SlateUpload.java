package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.SlateTrack;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.live.timeline.UnfitMediaException;
import dev.headwater.media.isobmff.MalformedBoxException;
import dev.headwater.platform.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** One request with a track of a slate, taken when all of it has come. Event-loop confined. */
final class SlateUpload {
  private static final String FOLDER = "slate/";

  private final HttpServerRequest request;
  private final Channel channel;
  private final String track;
  private final Slates slates;
  private final IngestRoom.Share room;
  private final Buffer bytes = Buffer.buffer();

  private SlateUpload(
      HttpServerRequest request,
      Channel channel,
      String track,
      Slates slates,
      IngestRoom.Share room) {
    this.request = request;
    this.channel = channel;
    this.track = track;
    this.slates = slates;
    this.room = room;
  }

  /**
   * Whether what an encoder calls so is a slate, or all of it.
   *
   * @param path below the channel
   */
  static boolean isFor(String path) {
    return path.startsWith(FOLDER) || FOLDER.equals(path + "/");
  }

  static void begin(
      HttpServerRequest request,
      Channel channel,
      String path,
      Slates slates,
      IngestRoom.Share room) {
    String track = TrackName.of(path.substring(Math.min(path.length(), FOLDER.length())));
    SlateUpload upload = new SlateUpload(request, channel, track, slates, room);
    request.handler(upload::came);
    request.endHandler(_ -> upload.ended());
    request.exceptionHandler(_ -> room.release());
    request.resume();
  }

  private void came(Buffer more) {
    int length = bytes.length() + more.length();
    if (length > Slates.MOST_BYTES) {
      stop();
      Ingest.refuse(
          request, "too-large", 413, "a slate has at most " + Slates.MOST_BYTES + " bytes a track");
    } else if (!room.hold(length)) {
      stop();
      Ingest.crowded(request);
    } else {
      bytes.appendBuffer(more);
    }
  }

  private void stop() {
    request.handler(_ -> {});
    request.endHandler(_ -> {});
    room.release();
  }

  /** Who brings one only where there is none (RFC 9110, section 13.1.2) leaves another as it is. */
  private Future<Boolean> isUnwanted() {
    return "*".equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))
        ? slates.has(channel.id(), track)
        : Future.succeededFuture(false);
  }

  private void ended() {
    room.release();
    try {
      SlateTrack slate = Slates.read(bytes, Terms.of(channel));
      isUnwanted()
          .compose(unwanted ->
              unwanted
                  ? Future.succeededFuture(412)
                  : slates.keep(channel.id(), track, slate, bytes).map(201))
          .onSuccess(status -> Ingest.answer(request, status))
          .onFailure(_ -> Ingest.refuse(request, "internal-error", 500, "this failed here"));
    } catch (MalformedBoxException | UnfitMediaException e) {
      Ingest.refuse(request, "media-unfit", 400, String.valueOf(e.getMessage()));
    }
  }
}
