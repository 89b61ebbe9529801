package dev.headwater.edge.live;

import dev.headwater.edge.live.subtitles.TextArrival;
import dev.headwater.edge.live.timeline.UnfitMediaException;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import dev.headwater.media.webvtt.MalformedWebVttException;
import dev.headwater.media.webvtt.WebVtt;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request with a file of subtitles, taken when all of it has come. Event-loop confined. */
final class SubtitleUpload implements MediaUpload {
  /** Far more than is said in a segment. */
  static final int MOST_BYTES = 64 * 1024;

  /** WebVTT counts milliseconds. */
  private static final long TIMESCALE = 1_000;

  private final Context here; // the channel's may be another
  private final HttpServerRequest request;
  private final InputTrack track;
  private final Buffer bytes = Buffer.buffer();
  private Consumer<SubtitleUpload> then = _ -> {};
  private boolean whole;
  private boolean begun;
  private boolean over;

  /** What comes is kept until it is begun. */
  SubtitleUpload(Context here, HttpServerRequest request, String path) {
    this.here = here;
    this.request = request;
    this.track = InputTrack.ofSubtitles(path);
    request.handler(this::came);
    request.endHandler(_ -> ended());
    request.exceptionHandler(_ -> over |= !whole); // encoders hang up without waiting for an answer
  }

  /** Whether what an encoder calls so is a file of subtitles. */
  static boolean isFor(String path) {
    return path.endsWith(".vtt") || path.endsWith(".webvtt");
  }

  private void came(Buffer more) {
    if (over) {
      return;
    }
    if (bytes.length() + more.length() > MOST_BYTES) {
      over = true;
      Ingest.refuse(
          request, "too-large", 413, "a file of subtitles has at most " + MOST_BYTES + " bytes");
    } else {
      bytes.appendBuffer(more);
    }
  }

  private void ended() {
    whole = true;
    goOn();
  }

  @Override
  public void begin(LiveChannel channel) {
    begin(upload -> upload.hand(channel));
  }

  /** When all of it has come. */
  @Override
  public void passOn(Consumer<TrackStream.Content> to) {
    begin(upload -> to.accept(new TrackStream.Content(upload.bytes, true)));
  }

  @Override
  public void giveUp() {
    over = true;
  }

  private void begin(Consumer<SubtitleUpload> next) {
    then = next;
    begun = true;
    goOn();
  }

  private void goOn() {
    if (whole && begun && !over) {
      over = true;
      then.accept(this);
    }
  }

  private void hand(LiveChannel channel) {
    try {
      channel
          .text(arrival())
          .onComplete((_, failure) -> here.runOnContext(_ -> answer(channel, failure)));
    } catch (MalformedWebVttException e) {
      refuse(channel, e);
    }
  }

  private TextArrival arrival() throws MalformedWebVttException {
    WebVtt text = WebVtt.parse(((BufferInternal) bytes).getByteBuf().nioBuffer());
    Track.Text declared =
        new Track.Text(
            1,
            TIMESCALE,
            SampleDefaults.NONE,
            Track.Text.WEB_VTT,
            SubtitleLanguage.of(request, track.name()));
    return new TextArrival(track.input(), track.name(), declared, text, Optional.empty());
  }

  private void answer(LiveChannel channel, @Nullable Throwable failure) {
    switch (failure) {
      case null -> Ingest.answer(request, 200);
      case UnfitMediaException e -> refuse(channel, e);
      case LiveChannel.ClosedException e ->
          Ingest.refuse(request, "gone", 410, String.valueOf(e.getMessage()));
      default -> {
        channel.refused(request.path() + ": " + failure);
        Ingest.refuse(request, "internal-error", 500, "this failed here");
      }
    }
  }

  private void refuse(LiveChannel channel, Exception cause) {
    channel.refused(request.path() + ": " + cause.getMessage());
    Ingest.refuse(request, "media-unfit", 400, String.valueOf(cause.getMessage()));
  }
}
