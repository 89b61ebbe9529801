package dev.headwater.media.packaging;

import dev.headwater.media.Ticks;
import dev.headwater.media.encryption.SegmentCipher;
import dev.headwater.media.isobmff.MediaSegmentInfo;
import dev.headwater.media.isobmff.TrackFragment;

/**
 * What was measured of a media segment. Immutable.
 *
 * @param start decode time of its first sample, on its track's clock
 * @param duration on the same clock
 * @param sizeBytes at least 1
 * @param independent whether it decodes without the segments before it
 */
public record MeasuredSegment(Ticks start, Ticks duration, long sizeBytes, boolean independent) {
  public MeasuredSegment {
    if (sizeBytes < 1) {
      throw new IllegalArgumentException("sizeBytes: " + sizeBytes + " (expected: >= 1)");
    }
    if (start.timescale() != duration.timescale()) {
      throw new IllegalArgumentException(
          "timescale: %d and %d (expected: one)"
              .formatted(start.timescale(), duration.timescale()));
    }
  }

  /** The same, when it is encrypted whole. */
  MeasuredSegment encrypted() {
    return new MeasuredSegment(
        start, duration, SegmentCipher.encryptedBytes(sizeBytes), independent);
  }

  /**
   * Of the one track that the segment holds.
   *
   * @throws IllegalArgumentException if it holds none or several
   */
  public static MeasuredSegment of(MediaSegmentInfo segment) {
    if (segment.fragments().size() != 1) {
      throw new IllegalArgumentException(
          "tracks in a segment: " + segment.fragments().size() + " (expected: 1)");
    }
    TrackFragment fragment = segment.fragments().getFirst();
    return new MeasuredSegment(
        fragment.firstDecodeTime(),
        fragment.duration(),
        segment.sizeBytes(),
        fragment.startsWithSync());
  }
}
