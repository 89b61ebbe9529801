package dev.headwater.edge.purge;

import java.util.Collection;
import java.util.List;

/**
 * What a stored response can be purged by: its path with all its prefixes, and its tags. Immutable.
 */
public final class PurgeNames {
  private static final char QUERY = '?';
  private static final char INNER = '\n';

  private final String key;
  private final int pathLength;
  private final long[] tags;

  private PurgeNames(String key, long[] tags) {
    this.key = key;
    this.pathLength = pathLength(key);
    this.tags = tags;
  }

  /**
   * Of what is kept under a key, which begins with the path.
   *
   * @param tags values of Cache-Tag
   */
  public static PurgeNames of(String key, Collection<String> tags) {
    long[] hashes = new long[tags.size()];
    int i = 0;
    for (String tag : tags) {
      hashes[i++] = PurgeHash.of(PurgeHash.OF_TAGS, tag, tag.length());
    }
    return new PurgeNames(key, hashes);
  }

  public static PurgeNames of(String key) {
    return of(key, List.of());
  }

  private static int pathLength(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c == QUERY || c == INNER) {
        return i;
      }
    }
    return key.length();
  }

  /** The latest sequence at which a table has one of them; 0 where it has none. */
  long latest(PurgedItems items) {
    long latest = 0;
    for (long tag : tags) {
      latest = Math.max(latest, items.get(tag));
    }
    latest = Math.max(latest, items.get(PurgeHash.of(PurgeHash.OF_PATHS, key, pathLength)));
    return Math.max(latest, latestPrefix(items));
  }

  private long latestPrefix(PurgedItems items) {
    int[] lengths = items.prefixLengths();
    long latest = 0;
    long hash = PurgeHash.OF_PREFIXES;
    int at = 0;
    for (int length : lengths) {
      if (length > pathLength) {
        break;
      }
      while (at < length) {
        hash = PurgeHash.next(hash, key.charAt(at++));
      }
      latest = Math.max(latest, items.get(PurgeHash.end(hash)));
    }
    return latest;
  }

  @Override
  public String toString() {
    return key.substring(0, pathLength) + " and " + tags.length + " tags";
  }
}
