package dev.headwater.control.cdn;

import dev.headwater.platform.feed.FeedChange.Purge;
import dev.headwater.platform.feed.FeedChange.Purge.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a CDN is told at once: one purge or several. Immutable.
 *
 * @param reference the same where the same is told again
 * @param targets none of which is part of another
 */
record CdnPurge(String reference, Mode mode, List<Target> targets) {
  CdnPurge {
    targets = List.copyOf(targets);
  }

  /**
   * All that purges name.
   *
   * @param purges of one mode
   * @param byTag whether tags stay tags
   */
  static CdnPurge of(String reference, List<Purge> purges, boolean byTag) {
    TreeSet<String> tags = new TreeSet<>();
    TreeSet<String> paths = new TreeSet<>();
    TreeSet<String> prefixes = new TreeSet<>();
    for (Purge purge : purges) {
      paths.addAll(purge.paths());
      prefixes.addAll(purge.prefixes());
      if (byTag) {
        tags.addAll(purge.tags());
      } else {
        purge.tags().stream().map(TagPrefix::of).forEach(prefixes::add);
      }
    }
    List<Target> targets = new ArrayList<>();
    tags.forEach(tag -> targets.add(new Target.Tag(tag)));
    TreeSet<String> shortest = shortest(prefixes);
    shortest.forEach(prefix -> targets.add(new Target.Prefix(prefix)));
    paths.stream()
        .filter(path -> !isBelow(shortest, path))
        .forEach(path -> targets.add(new Target.Path(path)));
    return new CdnPurge(reference, purges.getFirst().mode(), targets);
  }

  /** Those that no other is a prefix of. */
  private static TreeSet<String> shortest(TreeSet<String> prefixes) {
    TreeSet<String> kept = new TreeSet<>();
    for (String prefix : prefixes) { // one that another is a prefix of comes later
      if (!isBelow(kept, prefix)) {
        kept.add(prefix);
      }
    }
    return kept;
  }

  /** Where no prefix begins with another one, only the last before the path can be one of it. */
  private static boolean isBelow(TreeSet<String> prefixes, String path) {
    String before = prefixes.floor(path);
    return before != null && path.startsWith(before);
  }
}
