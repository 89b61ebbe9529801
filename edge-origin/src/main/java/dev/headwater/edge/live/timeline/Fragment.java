package dev.headwater.edge.live.timeline;

import dev.headwater.media.Ticks;
import dev.headwater.media.isobmff.CmafPiece;
import dev.headwater.media.isobmff.TrackFragment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A movie fragment of one track, as an encoder sent it. Immutable, as long as nobody changes its
 * bytes.
 *
 * @param start decode time of its first sample, on the encoder's timeline
 * @param independent whether decoding can start with it
 * @param takenIn when the encoder took it in, where it says so
 */
public record Fragment(
    ByteBuffer bytes,
    Duration start,
    Duration duration,
    boolean independent,
    Optional<Instant> takenIn) {
  private static final long MICROS = 1_000_000;

  /** Clocks of encoders begin at 0 or in 1970; nanoseconds up to here fit into a long. */
  private static final Duration MOST = Duration.ofDays(200 * 365);

  /** Fails where its times are those of no clock. */
  public static Fragment of(CmafPiece.Fragment piece) throws UnfitMediaException {
    TrackFragment track = piece.track();
    Ticks first = track.firstDecodeTime();
    Duration start = up(first);
    Duration end = up(new Ticks(first.count() + track.duration().count(), first.timescale()));
    if (end.compareTo(MOST) > 0) {
      throw new UnfitMediaException(
          "a fragment that ends %d s after its clock began (expected: at most %d s)"
              .formatted(end.toSeconds(), MOST.toSeconds()));
    }
    return new Fragment(
        piece.bytes(),
        start,
        end.minus(start),
        piece.independent(),
        piece.producerTime().map(time -> time.wallClock()));
  }

  /**
   * To the microsecond, never down: what playlists say of durations adds up to where media is, and
   * falls behind it nowhere. Shaka Player splices each part anew where it does, and shows none but
   * key frames then.
   */
  private static Duration up(Ticks time) {
    long rest = time.count() % time.timescale();
    long micros = Math.ceilDiv(rest * MICROS, time.timescale());
    return Duration.ofSeconds(time.count() / time.timescale()).plusNanos(micros * 1000);
  }

  /** The same, encrypted. */
  Fragment with(ByteBuffer encrypted) {
    return new Fragment(encrypted, start, duration, independent, takenIn);
  }

  Duration end() {
    return start.plus(duration);
  }
}
