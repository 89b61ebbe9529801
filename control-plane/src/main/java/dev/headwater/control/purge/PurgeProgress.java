package dev.headwater.control.purge;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * How far a purge has got. Immutable.
 *
 * @param personId who asked for it
 * @param sequence its place in the feed
 * @param applied which nodes serve nothing any more of what it names
 * @param unreachable registered nodes that have not, and are silent
 * @param waiting whether a node that can be reached has not, yet
 */
public record PurgeProgress(
    String id,
    String personId,
    long sequence,
    OffsetDateTime createdAt,
    List<Applied> applied,
    List<String> unreachable,
    boolean waiting) {
  /** A node, and when it had. */
  public record Applied(String node, String at) {}

  public PurgeProgress {
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
