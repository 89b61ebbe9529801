package dev.headwater.control.feed;

import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.feed.FeedPage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last lines of the log, without gaps. Thread-safe. */
final class RecentLines {
  /** Nodes that keep up ask for the last few; a line takes at most about a megabyte. */
  private static final int MOST = 200;

  private static final int PAGE_LINES = 50;

  private final Deque<FeedEntry> lines = new ArrayDeque<>();
  private @Nullable FeedPage latest; // for its history, floor and last

  /** Where reading goes on. */
  synchronized long last() {
    return latest == null ? 0 : latest.last();
  }

  /** Takes in what was read from {@link #last()} on. */
  synchronized void add(FeedPage page) {
    boolean other = latest != null && !latest.history().equals(page.history());
    if (other || page.last() < last()) {
      lines.clear(); // the database is another one
      latest = page;
      return;
    }
    for (FeedEntry entry : page.entries()) {
      if (!lines.isEmpty() && entry.sequence() != lines.getLast().sequence() + 1) {
        lines.clear();
      }
      lines.addLast(entry);
      if (lines.size() > MOST) {
        lines.removeFirst();
      }
    }
    long read = page.entries().isEmpty() ? page.last() : page.entries().getLast().sequence();
    latest = new FeedPage(page.history(), page.floor(), read, false, List.of());
  }

  /** Null where they don't reach back, or on, to there. */
  synchronized @Nullable FeedPage after(long sequence) {
    if (latest == null || sequence > latest.last() || sequence < latest.floor()) {
      return null;
    }
    boolean here = sequence == latest.last();
    if (!here && (lines.isEmpty() || lines.getFirst().sequence() > sequence + 1)) {
      return null;
    }
    List<FeedEntry> next =
        lines.stream().dropWhile(line -> line.sequence() <= sequence).limit(PAGE_LINES).toList();
    return new FeedPage(latest.history(), latest.floor(), latest.last(), false, next);
  }
}
