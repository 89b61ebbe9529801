package dev.headwater.media.packaging;

import dev.headwater.media.hls.VariantStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the variant to start with first, the others after it by rising bandwidth. Players that know
 * nothing of their network yet begin with the first: one too high stalls, one too low shows mush.
 */
final class VariantOrder {
  /** The start for most viewers: Apple's HLS authoring specification, section 9. */
  private static final long START_BITS_PER_SECOND = 2_000_000;

  private VariantOrder() {}

  /** First comes the highest that does not exceed the start bandwidth, else the lowest. */
  static List<VariantStream> of(List<VariantStream> variants) {
    List<VariantStream> ordered = new ArrayList<>(variants);
    ordered.sort(Comparator.comparingLong(VariantStream::bandwidth));
    int start = 0;
    while (start + 1 < ordered.size()
        && ordered.get(start + 1).bandwidth() <= START_BITS_PER_SECOND) {
      start++;
    }
    ordered.addFirst(ordered.remove(start));
    return ordered;
  }
}
