package dev.headwater.edge.affinity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Orders hosts for a key: each key has its own order, all nodes find the same one, and a host that
 * comes or goes moves only the keys that it is first for (highest random weight). Immutable.
 */
public final class RendezvousHash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L; // 64-bit FNV-1a
  private static final long FNV_PRIME = 0x100000001b3L;

  private record Scored(int index, long score) {}

  private final long[] seeds;

  /** By names that are the same on all nodes. */
  public RendezvousHash(List<String> names) {
    this.seeds = names.stream().mapToLong(RendezvousHash::hash).toArray();
  }

  /** The indexes of all hosts, the first choice first. */
  public List<Integer> order(String key) {
    long hash = hash(key);
    List<Scored> scored = new ArrayList<>(seeds.length);
    for (int i = 0; i < seeds.length; i++) {
      scored.add(new Scored(i, mix(hash ^ seeds[i])));
    }
    scored.sort(Comparator.comparingLong(Scored::score).reversed());
    return scored.stream().map(Scored::index).toList();
  }

  private static long hash(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** Spreads every bit over all others (the finalizer of SplitMix64). */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
