package dev.headwater.control.node;

import java.util.List;

/**
 * How far a line of the feed has got. Immutable.
 *
 * @param applied on which nodes it is in force
 * @param unreachable registered nodes on which it isn't, and which are silent
 * @param waiting whether it isn't, yet, on a node that can be reached
 */
public record Acknowledged(List<Applied> applied, List<String> unreachable, boolean waiting) {
  /** A node, and since when. */
  public record Applied(String node, String at) {}

  public Acknowledged {
    applied = List.copyOf(applied);
    unreachable = List.copyOf(unreachable);
  }

  /** In a word. */
  public String state() {
    if (waiting) {
      return "pending";
    }
    return unreachable.isEmpty() ? "applied" : "partial";
  }
}
