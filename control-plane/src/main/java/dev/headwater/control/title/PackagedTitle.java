package dev.headwater.control.title;

import dev.headwater.platform.publication.ContentKey;
import java.util.List;

/**
 * What packaging makes known of a title. Immutable.
 *
 * @param epoch the publication
 * @param durationSeconds of its longest rendition
 * @param renditions in the order they are shown, at least one
 * @param poster whether it has a poster
 * @param keys what its segments are encrypted with; none where they aren't
 */
public record PackagedTitle(
    String epoch,
    double durationSeconds,
    List<RenditionSummary> renditions,
    boolean poster,
    List<ContentKey> keys) {
  public PackagedTitle {
    renditions = List.copyOf(renditions);
    keys = List.copyOf(keys);
  }
}
