package dev.headwater.media.packaging;

import java.util.List;

/** Says whether renditions are cut at the same moments, so that a player can switch at any cut. */
final class Alignment {
  private Alignment() {}

  static boolean aligned(List<? extends MeasuredRendition> renditions) {
    List<MeasuredSegment> first = renditions.getFirst().segments();
    return renditions.stream().allMatch(rendition -> sameCuts(first, rendition.segments()));
  }

  private static boolean sameCuts(List<MeasuredSegment> one, List<MeasuredSegment> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (one.get(i).start().compareTo(other.get(i).start()) != 0) {
        return false;
      }
    }
    return true;
  }
}
