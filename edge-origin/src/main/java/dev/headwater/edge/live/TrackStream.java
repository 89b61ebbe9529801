package dev.headwater.edge.live;

import dev.headwater.edge.live.subtitles.SubtitleName;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request with media of a track, read as it comes and no faster than its channel takes it.
 * Event-loop confined.
 */
final class TrackStream implements MediaUpload {
  /** How often, and at which distance, a track is claimed that somebody else still sends. */
  private static final int CLAIMS = 20;

  private static final long CLAIM_MILLIS = 100;

  /** A request that lasts longer than encoders take for a segment is a track's. */
  private static final Duration LONGEST_SEGMENT = Duration.ofSeconds(10);

  /**
   * Encoders hang up after the last byte of a segment, and what is still in the socket is lost
   * then: so much is read ahead of what is taken, the longest segment there is.
   */
  static final int MOST_AHEAD = 16 * 1024 * 1024;

  private final Context here; // the channel's may be another
  private final HttpServerRequest request;
  private final InputTrack track;
  private final InstantSource clock;
  private final IngestRoom.Share room;
  private final Instant begun;
  private @Nullable LiveChannel live; // once it takes this
  private Buffer early = Buffer.buffer(); // what came before that
  private CmafReader reader = new CmafReader();
  private final Deque<CmafPiece> pieces = new ArrayDeque<>(); // what isn't taken yet
  private int ahead; // their bytes
  private boolean paused;
  private boolean taking;
  private boolean allCame;
  private boolean cut;
  private boolean over;

  /** What comes is kept until it is begun. */
  TrackStream(
      Context here,
      HttpServerRequest request,
      InputTrack track,
      IngestRoom.Share room,
      InstantSource clock) {
    this.here = here;
    this.request = request;
    this.track = track;
    this.room = room;
    this.clock = clock;
    this.begun = clock.instant();
    request.handler(this::came);
    request.endHandler(_ -> ended());
    request.exceptionHandler(_ -> cut());
  }

  @Override
  public void begin(LiveChannel channel) {
    claim(channel, CLAIMS);
  }

  @Override
  public void passOn(Consumer<Content> to) {
    if (!over) {
      over = true;
      room.release(); // it is the other's now
      to.accept(new Content(early, allCame || cut));
    }
  }

  @Override
  public void giveUp() {
    leave();
  }

  /** What an encoder has sent of a request, and whether nothing more comes. */
  record Content(Buffer bytes, boolean whole) {}

  /** An encoder that is back may be quicker than the end of its last connection. */
  private void claim(LiveChannel channel, int more) {
    if (over) {
      return;
    }
    if (channel.claim(track, this, clock.instant())) {
      live = channel;
      channel.declared(track).ifPresent(section -> reader = reader.goingOn(section));
      read(early);
      early = Buffer.buffer();
      goOn();
    } else if (more > 0) {
      here.owner().setTimer(CLAIM_MILLIS, _ -> claim(channel, more - 1));
    } else {
      over = true;
      room.release();
      channel.refused(request.path() + ": " + elsewhere());
      Ingest.refuse(request, "conflict", 409, elsewhere());
    }
  }

  private void came(Buffer bytes) {
    if (over) {
      return;
    }
    if (live == null) {
      early.appendBuffer(bytes);
    } else {
      read(bytes);
      goOn();
    }
    if (over) {
      return;
    }
    if (!room.hold(waiting())) {
      crowded();
    } else if (!paused && early.length() + ahead > MOST_AHEAD) {
      paused = true;
      request.pause();
    }
  }

  /** What has come and isn't taken yet, in bytes, with the fragment whose end is to come. */
  private int waiting() {
    return early.length() + ahead + reader.held();
  }

  private void crowded() {
    distrust();
    leave();
    Ingest.crowded(request);
  }

  private void read(Buffer bytes) {
    try {
      for (CmafPiece piece : reader.read(((BufferInternal) bytes).getByteBuf().nioBuffer())) {
        pieces.add(piece);
        ahead += piece.bytes().remaining();
      }
    } catch (MalformedBoxException e) {
      fail(e);
    }
  }

  /** Takes what there is, piece by piece, and then ends if nothing more comes. */
  private void goOn() {
    if (over || taking) {
      return;
    }
    CmafPiece next = pieces.poll();
    if (next != null) {
      taking = true;
      ahead -= next.bytes().remaining();
      room.hold(waiting());
      hand(next, Objects.requireNonNull(live))
          .onComplete((_, failure) -> here.runOnContext(_ -> taken(failure)));
    } else if (allCame) {
      end();
    } else if (cut) {
      hungUp();
    } else if (paused) {
      paused = false;
      request.resume();
    }
  }

  private void taken(@Nullable Throwable failure) {
    taking = false;
    if (failure == null) {
      goOn();
    } else {
      fail(failure);
    }
  }

  private Future<Void> hand(CmafPiece piece, LiveChannel channel) {
    if (!channel.claim(track, this, clock.instant())) {
      return Future.failedFuture(new TakenOverException(elsewhere()));
    }
    try {
      return switch (piece) {
        case CmafPiece.Header header -> header(header, channel);
        case CmafPiece.Fragment fragment -> fragment(fragment, channel);
      };
    } catch (MalformedTrackException | UnfitMediaException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Void> header(CmafPiece.Header header, LiveChannel channel)
      throws MalformedTrackException, UnfitMediaException {
    List<Track> tracks = header.section().tracks();
    if (tracks.size() == 1 && tracks.getFirst() instanceof Track.Coded declared) {
      return declare(header, declared, channel);
    }
    throw new MalformedTrackException(
        "%d tracks (expected: one, of pictures, sound or WebVTT)".formatted(tracks.size()));
  }

  private Future<Void> fragment(CmafPiece.Fragment fragment, LiveChannel channel)
      throws UnfitMediaException {
    Optional<Track.Text> text = channel.declared(track).flatMap(SubtitleFragment::track);
    return text.isPresent()
        ? SubtitleFragment.take(fragment, track, text.get(), channel)
        : channel.fragment(track, Fragment.of(fragment), clock.instant());
  }

  private String elsewhere() {
    return "the track " + track + " comes from another encoder";
  }

  private Future<Void> declare(CmafPiece.Header header, Track.Coded declared, LiveChannel channel)
      throws MalformedTrackException, UnfitMediaException {
    if (!(declared instanceof Track.Text) && SubtitleName.isOne(track.name())) {
      throw new MalformedTrackException(
          "a track called %s (expected: subtitles, or another name)".formatted(track.name()));
    }
    channel.declare(track, header.section());
    return declared instanceof Track.Text
        ? Future.succeededFuture()
        : channel.header(track, header.bytes(), declared);
  }

  private void ended() {
    allCame = true;
    if (live != null) {
      goOn();
    }
  }

  /** The encoder has hung up: what came of it counts. */
  private void cut() {
    cut = true;
    if (live != null) {
      goOn();
    }
  }

  private void end() {
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
      if (cause instanceof TakenOverException) {
        leave(); // its input goes on
        Objects.requireNonNull(live).refused(request.path() + ": " + cause.getMessage());
        Ingest.refuse(request, "conflict", 409, String.valueOf(cause.getMessage()));
        return;
      }
      distrust();
      leave();
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

  /** Who has sent a whole track, or not all of a fragment, hasn't just ended a segment. */
  private void hungUp() {
    Duration lasted = Duration.between(begun, clock.instant());
    if (lasted.compareTo(LONGEST_SEGMENT) > 0 || !isWhole()) {
      distrust();
    }
    leave();
  }

  private boolean isWhole() {
    try {
      reader.end();
      return true;
    } catch (MalformedBoxException _) {
      return false;
    }
  }

  /** What comes of its encoder isn't to be relied on. */
  private void distrust() {
    if (live != null) {
      live.failed(track.input(), clock.instant());
    }
  }

  private void leave() {
    over = true;
    room.release();
    if (live != null) {
      live.release(track, this);
    }
  }

  /** It was silent for so long that another sender has come. */
  private static final class TakenOverException extends Exception {
    private static final long serialVersionUID = 1;

    TakenOverException(String message) {
      super(message);
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
