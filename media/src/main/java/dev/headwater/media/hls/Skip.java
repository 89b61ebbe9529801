package dev.headwater.media.hls;

import java.util.List;
import java.util.Optional;

/**
 * EXT-X-SKIP: what a delta update leaves out, because the client has it
 * (draft-pantos-hls-rfc8216bis, section 4.4.5.2). Immutable.
 *
 * @param segments SKIPPED-SEGMENTS: how many, from the media sequence on
 * @param removedDateRanges RECENTLY-REMOVED-DATERANGES: IDs of those that are gone; absent if the
 *     update skips no date ranges
 */
public record Skip(long segments, Optional<List<String>> removedDateRanges) {
  public Skip {
    Syntax.atLeast("SKIPPED-SEGMENTS", segments, 0);
    removedDateRanges = removedDateRanges.map(List::copyOf);
    removedDateRanges.ifPresent(ids -> ids.forEach(Skip::checkId));
  }

  /** Of segments alone. */
  public static Skip of(long segments) {
    return new Skip(segments, Optional.empty());
  }

  private static void checkId(String id) {
    Syntax.quotable("RECENTLY-REMOVED-DATERANGES", id);
    Syntax.require(!id.isEmpty(), "RECENTLY-REMOVED-DATERANGES: an empty ID (expected: none)");
  }
}
