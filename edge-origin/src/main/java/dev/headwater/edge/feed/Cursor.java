package dev.headwater.edge.feed;

import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.feed.FeedPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a node has got in which feed. What a page means to it is a pure decision. Immutable.
 *
 * @param history which log the sequence is of; empty where the node has read nothing yet
 * @param sequence the last that was applied
 * @param beginning whether all that was applied is of one reading from the start, which goes on
 */
record Cursor(String history, long sequence, boolean beginning) {
  /** Where a node begins that knows nothing. */
  static final Cursor START = new Cursor("", 0, true);

  /** What is to be done with a page. */
  sealed interface Step {
    /**
     * Its entries follow on what was applied.
     *
     * @param entries in order, none that was applied before
     * @param missed what may have been purged without a line that is left of it: all up to there
     * @param next where the node is afterwards
     */
    record Apply(List<FeedEntry> entries, long missed, Cursor next) implements Step {}

    /** Something is missing between what was applied and the page. */
    record Gap(long expected, long found) implements Step {}

    /** The node has to begin anew. */
    record Restart() implements Step {}
  }

  Step step(FeedPage page) {
    if (page.restart() || !(history.isEmpty() || history.equals(page.history()))) {
      return new Step.Restart();
    }
    if (sequence > 0 && sequence < page.floor() && !beginning) {
      return new Step.Restart(); // of what was dropped, not all was news
    }
    List<FeedEntry> entries = new ArrayList<>();
    long at = sequence;
    for (FeedEntry entry : page.entries()) {
      if (entry.sequence() <= at) {
        continue; // it came twice
      }
      long expected = Math.max(at, page.floor()) + 1;
      if (entry.sequence() > expected) {
        return new Step.Gap(expected, entry.sequence());
      }
      entries.add(entry);
      at = entry.sequence();
    }
    long missed = sequence < page.floor() ? page.floor() : 0;
    long reached = Math.max(at, Math.min(page.floor(), page.last()));
    return new Step.Apply(
        entries, missed, new Cursor(page.history(), reached, beginning && reached < page.last()));
  }

  /**
   * Whether a snapshot tells more than what is known up to here.
   *
   * @param told how long ago a control plane was last heard of; empty where nothing is known
   * @param written how long ago the snapshot was
   */
  boolean isBehind(Cursor snapshot, Optional<Duration> told, Duration written) {
    return told.isEmpty()
        || (history.equals(snapshot.history)
            ? sequence < snapshot.sequence
                || (sequence == snapshot.sequence && written.compareTo(told.get()) < 0)
            : written.compareTo(told.get()) < 0);
  }

  boolean hasAll(FeedPage page) {
    return sequence >= page.last();
  }
}
