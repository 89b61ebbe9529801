package dev.headwater.cdnconfig;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts cache behaviours into an order in which each path is taken by the pattern that is meant for
 * it. Confined to one rendering.
 */
final class BehaviourOrder {
  private final List<CacheBehaviour> all;

  /** For each one, those that have to come before it: it takes paths of theirs. */
  private final List<BitSet> before = new ArrayList<>();

  private BehaviourOrder(List<CacheBehaviour> all) {
    this.all = all;
    for (int i = 0; i < all.size(); i++) {
      int one = i;
      BitSet others = new BitSet();
      IntStream.range(0, all.size())
          .filter(other -> other != one && all.get(one).takesFrom(all.get(other)))
          .forEach(others::set);
      before.add(others);
    }
  }

  /**
   * Those of all rules, each with a token before its paths and without. What there is no order for
   * is not told.
   */
  static List<CacheBehaviour> of(List<Rule> rules) {
    List<CacheBehaviour> all = new ArrayList<>();
    for (Rule rule : rules) {
      PathPattern pattern = PathPattern.of(rule);
      all.add(new CacheBehaviour(pattern, rule, true));
      all.add(new CacheBehaviour(pattern.afterToken(), rule, true));
    }
    return new BehaviourOrder(all).ordered();
  }

  private List<CacheBehaviour> ordered() {
    List<CacheBehaviour> ordered = new ArrayList<>();
    BitSet open = new BitSet();
    open.set(0, all.size());
    while (!open.isEmpty()) {
      int next =
          open.stream().filter(one -> !before.get(one).intersects(open)).findFirst().orElse(-1);
      if (next < 0) {
        untell(open);
      } else {
        ordered.add(all.get(next));
        open.clear(next);
      }
    }
    return ordered;
  }

  /** Those of a circle come in any order: none of them is kept. */
  private void untell(BitSet open) {
    BitSet circle = new BitSet();
    open.stream().filter(one -> reached(one, open).get(one)).forEach(circle::set);
    circle.stream()
        .forEach(one -> {
          all.set(one, all.get(one).untold());
          before.get(one).andNot(circle);
        });
  }

  /** All that have to come before one, or before one of those, and so on. */
  private BitSet reached(int from, BitSet open) {
    BitSet reached = (BitSet) before.get(from).clone();
    reached.and(open);
    int size = 0;
    while (size < reached.cardinality()) {
      size = reached.cardinality();
      BitSet more = (BitSet) reached.clone();
      reached.stream().forEach(one -> more.or(before.get(one)));
      more.and(open);
      reached.or(more);
    }
    return reached;
  }
}
