package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.Fragment;
import dev.headwater.edge.live.timeline.UnfitMediaException;
import dev.headwater.media.isobmff.CmafPiece;
import dev.headwater.media.isobmff.CmafReader;
import dev.headwater.media.isobmff.MalformedBoxException;
import dev.headwater.media.isobmff.Track;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request with media of a track, read as it comes and no faster than its channel takes it.
 * Event-loop confined.
 */
final class TrackStream {
  /** How often, and at which distance, a track is claimed that somebody else still sends. */
  private static final int CLAIMS = 20;

  private static final long CLAIM_MILLIS = 100;

  /** A segment of most encoders; what is longer waits in the socket. */
  private static final int MOST_EARLY = 1024 * 1024;

  private final Context here; // the channel's may be another
  private final HttpServerRequest request;
  private final InputTrack track;
  private final InstantSource clock;
  private @Nullable LiveChannel live; // once it takes this
  private Buffer early = Buffer.buffer(); // what came before that
  private CmafReader reader = new CmafReader();
  private boolean taking = true;
  private boolean allCame;
  private boolean over;

  /** What comes is kept until it is begun. */
  TrackStream(Context here, HttpServerRequest request, InputTrack track, InstantSource clock) {
    this.here = here;
    this.request = request;
    this.track = track;
    this.clock = clock;
    request.handler(this::came);
    request.endHandler(_ -> ended());
    request.exceptionHandler(_ -> cut());
  }

  void begin(LiveChannel channel) {
    claim(channel, CLAIMS);
  }

  /** It is for another node: what came so far, and what is still to come. */
  void passOn(Consumer<Content> to) {
    if (!over) {
      over = true;
      to.accept(new Content(early, allCame));
    }
  }

  /** What an encoder has sent of a request, and whether that is all. */
  record Content(Buffer bytes, boolean whole) {}

  /** An encoder that is back may be quicker than the end of its last connection. */
  private void claim(LiveChannel channel, int more) {
    if (over) {
      return;
    }
    if (channel.claim(track, this, clock.instant())) {
      live = channel;
      channel.declared(track).ifPresent(section -> reader = reader.goingOn(section));
      taking = false;
      read(early);
      early = Buffer.buffer();
      if (!taking) {
        goOn();
      }
    } else if (more > 0) {
      here.owner().setTimer(CLAIM_MILLIS, _ -> claim(channel, more - 1));
    } else {
      over = true;
      Ingest.refuse(request, "conflict", 409, "the track " + track + " comes from another encoder");
    }
  }

  private void came(Buffer bytes) {
    if (over) {
      return;
    }
    if (live == null) {
      early.appendBuffer(bytes);
      if (early.length() > MOST_EARLY) {
        request.pause();
      }
      return;
    }
    read(bytes);
  }

  private void read(Buffer bytes) {
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
    hand(pieces.next(), Objects.requireNonNull(live))
        .onComplete((_, failure) -> here.runOnContext(_ -> taken(pieces, failure)));
  }

  private void taken(Iterator<CmafPiece> pieces, @Nullable Throwable failure) {
    if (failure == null) {
      takeNext(pieces);
    } else {
      fail(failure);
    }
  }

  /** A request may end before all that it brought is taken. */
  private void goOn() {
    if (allCame) {
      ended();
    } else {
      request.resume();
    }
  }

  private Future<Void> hand(CmafPiece piece, LiveChannel channel) {
    return switch (piece) {
      case CmafPiece.Header header -> {
        if (header.section().tracks().size() == 1
            && header.section().tracks().getFirst() instanceof Track.Coded declared) {
          channel.declare(track, header.section());
          yield channel.header(track, header.bytes(), declared);
        }
        yield Future.failedFuture(
            new MalformedTrackException(
                "%d tracks (expected: one, of pictures or sound)"
                    .formatted(header.section().tracks().size())));
      }
      case CmafPiece.Fragment fragment ->
          channel.fragment(track, Fragment.of(fragment), clock.instant());
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
      cut();
      if (cause instanceof LiveChannel.ClosedException) {
        Ingest.refuse(request, "gone", 410, String.valueOf(cause.getMessage()));
        return;
      }
      boolean unfit =
          cause instanceof MalformedBoxException
              || cause instanceof UnfitMediaException
              || cause instanceof MalformedTrackException;
      Objects.requireNonNull(live).refused(request.path() + ": " + cause.getMessage());
      Ingest.refuse(
          request,
          unfit ? "media-unfit" : "internal-error",
          unfit ? 400 : 500,
          unfit ? String.valueOf(cause.getMessage()) : "this failed here");
    }
  }

  /** What comes of its encoder isn't to be relied on. */
  private void cut() {
    if (live != null && !over) {
      live.failed(track.input(), clock.instant());
    }
    leave();
  }

  private void leave() {
    over = true;
    if (live != null) {
      live.release(track, this);
    }
  }

  /** A file that isn't one track. */
  private static final class MalformedTrackException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedTrackException(String message) {
      super(message);
    }
  }
}
