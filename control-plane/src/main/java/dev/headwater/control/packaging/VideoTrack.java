package dev.headwater.control.packaging;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import java.util.Optional;

/**
 * The pictures of a source, as they are stored. Immutable.
 *
 * @param index of the stream in its file, from 0
 * @param coded size before rotation, in samples
 * @param rotationDegrees clockwise: 0, 90, 180 or 270
 * @param sampleWidth with {@code sampleHeight}, the shape of a sample; 1 and 1 for squares
 * @param average frames by duration, where known
 * @param nominal the rate that all timestamps fit, where known
 * @param startSeconds of its first frame, on the file's clock
 * @param interlaced whether frames hold two fields
 */
public record VideoTrack(
    int index,
    Resolution coded,
    int rotationDegrees,
    int sampleWidth,
    int sampleHeight,
    Optional<FrameRate> average,
    Optional<FrameRate> nominal,
    double startSeconds,
    boolean interlaced) {
  public VideoTrack {
    if (rotationDegrees % 90 != 0 || rotationDegrees < 0 || rotationDegrees >= 360) {
      throw new IllegalArgumentException(
          "rotationDegrees: " + rotationDegrees + " (expected: 0, 90, 180 or 270)");
    }
    if (sampleWidth < 1 || sampleHeight < 1) {
      throw new IllegalArgumentException(
          "sample: " + sampleWidth + ":" + sampleHeight + " (expected: at least 1:1)");
    }
  }

  /** As it is shown: upright, with square samples, in at least as many of them. */
  Resolution displayed() {
    long width = coded.width();
    long height = coded.height();
    if (sampleWidth > sampleHeight) {
      width = stretched(width, sampleWidth, sampleHeight);
    } else {
      height = stretched(height, sampleHeight, sampleWidth);
    }
    boolean turned = rotationDegrees % 180 != 0;
    return new Resolution((int) (turned ? height : width), (int) (turned ? width : height));
  }

  private static long stretched(long side, long by, long of) {
    return Math.clamp(Math.round((double) side * by / of), 1, Integer.MAX_VALUE);
  }
}
