package dev.headwater.control.title;

import java.util.List;

/**
 * What packaging makes known of a title. Immutable.
 *
 * @param epoch the publication
 * @param durationSeconds of its longest rendition
 * @param renditions in the order they are shown, at least one
 * @param poster whether it has a poster
 */
public record PackagedTitle(
    String epoch, double durationSeconds, List<RenditionSummary> renditions, boolean poster) {
  public PackagedTitle {
    renditions = List.copyOf(renditions);
  }
}
