package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.Fragment;
import dev.headwater.edge.live.timeline.UnfitMediaException;
import dev.headwater.media.isobmff.CmafPiece;
import dev.headwater.media.isobmff.CmafReader;
import dev.headwater.media.isobmff.MalformedBoxException;
import dev.headwater.media.isobmff.Track;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;

/**
 * One request with media of a track, read as it comes and no faster than its channel takes it.
 * Event-loop confined.
 */
final class TrackStream {
  /** How often, and at which distance, a track is claimed that somebody else still sends. */
  private static final int CLAIMS = 20;

  private static final long CLAIM_MILLIS = 100;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final LiveChannel live;
  private final String track;
  private final InstantSource clock;
  private CmafReader reader = new CmafReader();
  private boolean taking;
  private boolean allCame;
  private boolean over;

  TrackStream(
      Vertx vertx, HttpServerRequest request, LiveChannel live, String track, InstantSource clock) {
    this.vertx = vertx;
    this.request = request;
    this.live = live;
    this.track = track;
    this.clock = clock;
  }

  void begin() {
    if (live.claim(track, this, clock.instant())) {
      read();
    } else {
      request.pause();
      claimAgain(CLAIMS);
    }
  }

  /** An encoder that is back may be quicker than the end of its last connection. */
  private void claimAgain(int left) {
    vertx.setTimer(
        CLAIM_MILLIS,
        _ -> {
          if (live.claim(track, this, clock.instant())) {
            read();
            request.resume();
          } else if (left > 0) {
            claimAgain(left - 1);
          } else {
            Ingest.refuse(
                request, "conflict", 409, "the track " + track + " comes from another encoder");
          }
        });
  }

  private void read() {
    live.declared(track).ifPresent(section -> reader = reader.goingOn(section));
    request.handler(this::came);
    request.endHandler(_ -> ended());
    request.exceptionHandler(_ -> leave());
  }

  private void came(Buffer bytes) {
    if (over) {
      return;
    }
    try {
      take(reader.read(((BufferInternal) bytes).getByteBuf().nioBuffer()));
    } catch (MalformedBoxException e) {
      fail(e);
    }
  }

  private void take(List<CmafPiece> pieces) {
    if (!pieces.isEmpty()) {
      request.pause();
      taking = true;
      takeNext(pieces.iterator());
    }
  }

  private void takeNext(Iterator<CmafPiece> pieces) {
    if (over || !pieces.hasNext()) {
      taking = false;
      goOn();
      return;
    }
    hand(pieces.next()).onSuccess(_ -> takeNext(pieces)).onFailure(this::fail);
  }

  /** A request may end before all that it brought is taken. */
  private void goOn() {
    if (allCame) {
      ended();
    } else {
      request.resume();
    }
  }

  private Future<Void> hand(CmafPiece piece) {
    return switch (piece) {
      case CmafPiece.Header header -> {
        if (header.section().tracks().size() == 1
            && header.section().tracks().getFirst() instanceof Track.Coded declared) {
          live.declare(track, header.section());
          yield live.header(track, header.bytes(), declared);
        }
        yield Future.failedFuture(
            new MalformedTrackException(
                "%d tracks (expected: one, of pictures or sound)"
                    .formatted(header.section().tracks().size())));
      }
      case CmafPiece.Fragment fragment ->
          live.fragment(track, Fragment.of(fragment), clock.instant());
    };
  }

  private void ended() {
    allCame = true;
    if (over || taking) {
      return;
    }
    try {
      reader.end();
      leave();
      Ingest.answer(request, 200);
    } catch (MalformedBoxException e) {
      fail(e);
    }
  }

  private void fail(Throwable cause) {
    if (!over) {
      leave();
      if (cause instanceof LiveChannel.ClosedException) {
        Ingest.refuse(request, "gone", 410, String.valueOf(cause.getMessage()));
        return;
      }
      boolean unfit =
          cause instanceof MalformedBoxException
              || cause instanceof UnfitMediaException
              || cause instanceof MalformedTrackException;
      live.refused(request.path() + ": " + cause.getMessage());
      Ingest.refuse(
          request,
          unfit ? "media-unfit" : "internal-error",
          unfit ? 400 : 500,
          unfit ? String.valueOf(cause.getMessage()) : "this failed here");
    }
  }

  private void leave() {
    over = true;
    live.release(track, this);
  }

  /** A file that isn't one track. */
  private static final class MalformedTrackException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedTrackException(String message) {
      super(message);
    }
  }
}
