package dev.headwater.edge.live.timeline;

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

  public static Fragment of(CmafPiece.Fragment piece) {
    TrackFragment track = piece.track();
    return new Fragment(
        piece.bytes(),
        track.firstDecodeTime().duration(),
        track.duration().duration(),
        piece.independent(),
        piece.producerTime().map(time -> time.wallClock()));
  }

  Duration end() {
    return start.plus(duration);
  }
}
