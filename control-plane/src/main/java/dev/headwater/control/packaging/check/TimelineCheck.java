package dev.headwater.control.packaging.check;

import dev.headwater.media.packaging.MeasuredRendition;
import dev.headwater.media.packaging.MeasuredSegment;
import dev.headwater.media.packaging.VodPresentation;
import java.util.List;
import java.util.Locale;

/**
 * Whether the segments of renditions follow one another without a gap, and those of pictures begin
 * with key frames at the same moments, as was measured of their boxes.
 */
public final class TimelineCheck {
  /** Clocks of tracks tick this finely at least; it is less than a frame. */
  private static final double TOLERANCE_SECONDS = 0.01;

  private TimelineCheck() {}

  /** Fails with WrongPackageException where it isn't so. */
  public static void check(VodPresentation presentation) {
    List<MeasuredRendition> videos =
        presentation.renditions().stream()
            .filter(MeasuredRendition.Video.class::isInstance)
            .toList();
    presentation.renditions().forEach(TimelineCheck::follows);
    videos.forEach(TimelineCheck::isIndependent);
    videos.stream().skip(1).forEach(video -> isCutLike(videos.getFirst(), video));
  }

  private static void follows(MeasuredRendition rendition) {
    List<MeasuredSegment> segments = rendition.segments();
    for (int n = 1; n < segments.size(); n++) {
      double gap = start(segments.get(n)) - end(segments.get(n - 1));
      if (Math.abs(gap) > TOLERANCE_SECONDS) {
        throw new WrongPackageException(
            String.format(
                Locale.ROOT,
                "segment %d of %s begins %.3f s after the end of the one before it",
                n,
                rendition.id(),
                gap));
      }
    }
  }

  private static void isIndependent(MeasuredRendition video) {
    for (int n = 0; n < video.segments().size(); n++) {
      if (!video.segments().get(n).independent()) {
        throw new WrongPackageException(
            String.format(
                Locale.ROOT, "segment %d of %s doesn't begin with a key frame", n, video.id()));
      }
    }
  }

  private static void isCutLike(MeasuredRendition first, MeasuredRendition other) {
    if (first.segments().size() != other.segments().size()) {
      throw new WrongPackageException(
          String.format(
              Locale.ROOT,
              "%s has %d segments, and %s has %d",
              first.id(),
              first.segments().size(),
              other.id(),
              other.segments().size()));
    }
    for (int n = 0; n < first.segments().size(); n++) {
      double apart = start(other.segments().get(n)) - start(first.segments().get(n));
      if (Math.abs(apart) > TOLERANCE_SECONDS) {
        throw new WrongPackageException(
            String.format(
                Locale.ROOT,
                "segment %d of %s begins %.3f s after that of %s",
                n,
                other.id(),
                apart,
                first.id()));
      }
    }
  }

  private static double start(MeasuredSegment segment) {
    return segment.start().seconds();
  }

  private static double end(MeasuredSegment segment) {
    return segment.start().seconds() + segment.duration().seconds();
  }
}
