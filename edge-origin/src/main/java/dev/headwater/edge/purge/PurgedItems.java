package dev.headwater.edge.purge;

import dev.headwater.platform.feed.FeedChange.Purge;
import java.util.Arrays;
import java.util.List;

/** What was purged in one of both modes, and when. One thread writes, any number read. */
final class PurgedItems {
  private final SequenceMap sequences = new SequenceMap();

  /** In ascending order. */
  private volatile int[] prefixLengths = {};

  long get(long hash) {
    return sequences.get(hash);
  }

  int[] prefixLengths() {
    return prefixLengths;
  }

  void add(Purge purge, long sequence) {
    add(PurgeHash.OF_TAGS, purge.tags(), sequence);
    add(PurgeHash.OF_PATHS, purge.paths(), sequence);
    purge.prefixes().forEach(prefix -> addLength(prefix.length()));
    add(PurgeHash.OF_PREFIXES, purge.prefixes(), sequence);
  }

  private void add(long seed, List<String> names, long sequence) {
    names.forEach(name -> sequences.put(PurgeHash.of(seed, name, name.length()), sequence));
  }

  private void addLength(int length) {
    int[] known = prefixLengths;
    int at = Arrays.binarySearch(known, length);
    if (at < 0) {
      int[] more = Arrays.copyOf(known, known.length + 1);
      more[known.length] = length;
      Arrays.sort(more);
      prefixLengths = more;
    }
  }

  void dropUpTo(long sequence) {
    sequences.dropUpTo(sequence);
  }

  int size() {
    return sequences.size();
  }

  long median() {
    return sequences.median();
  }
}
