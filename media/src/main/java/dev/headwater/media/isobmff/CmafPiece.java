package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a CMAF track is sent in (ISO/IEC 23000-19, section 7.3). Immutable, as long as nobody
 * changes its bytes.
 */
public sealed interface CmafPiece {
  /** The boxes of the piece, in their order: read-only, with a position of the caller's own. */
  ByteBuffer bytes();

  /**
   * A CMAF header: what parses the fragments after it, until the next one.
   *
   * @param bytes {@code ftyp} to {@code moov}, as they came
   * @param section what it declares
   */
  record Header(ByteBuffer bytes, InitializationSection section) implements CmafPiece {
    @Override
    public ByteBuffer bytes() {
      return bytes.asReadOnlyBuffer();
    }
  }

  /**
   * A movie fragment of one track: a CMAF chunk, or all of a CMAF fragment.
   *
   * @param bytes all that came since the piece before, without indexes and free space
   * @param track timing and samples
   * @param brands of the {@code styp} box before it, the major one first; none where there is no
   *     box
   * @param producerTime {@code prft}: when the encoder took it in, if it speaks of this track
   */
  record Fragment(
      ByteBuffer bytes,
      TrackFragment track,
      List<String> brands,
      Optional<ProducerReferenceTime> producerTime)
      implements CmafPiece {
    /** Of a chunk: ISO/IEC 23000-19, section 7.3.3.1, table 1. */
    private static final String CHUNK = "cmfl";

    /** Of a segment, of which the chunk is the first. */
    private static final String SEGMENT = "cmfs";

    /** Of the last segment of a presentation: ISO/IEC 23009-1, section 7.3.1. */
    private static final String LAST = "lmsg";

    public Fragment {
      brands = List.copyOf(brands);
    }

    @Override
    public ByteBuffer bytes() {
      return bytes.asReadOnlyBuffer();
    }

    /** Whether decoding can start here. */
    public boolean independent() {
      return track.startsWithSync();
    }

    /**
     * Whether the encoder says that a segment begins here: no {@code styp}, or a chunk's, doesn't.
     */
    public boolean startsSegment() {
      return !brands.isEmpty() && (brands.contains(SEGMENT) || !brands.contains(CHUNK));
    }

    /** Whether the encoder says that its last segment begins here. */
    public boolean startsLastSegment() {
      return brands.contains(LAST);
    }
  }
}
