package dev.headwater.platform.snapshot;

import dev.headwater.platform.feed.FeedPage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What became of the opening of a snapshot. */
public sealed interface Opening {
  /**
   * It is one of a control plane's.
   *
   * @param writtenAt all that the feed had by then is in it
   * @param pages as reading the feed from its start gives them
   */
  record Opened(Instant writtenAt, List<FeedPage> pages) implements Opening {
    public Opened {
      pages = List.copyOf(pages);
    }
  }

  /**
   * Nothing of it may be believed.
   *
   * @param detail for the operator
   */
  record Refused(Reason reason, String detail) implements Opening {}

  /** Why it is refused; the first that applies. */
  enum Reason {
    /** It is something else, or next to nothing of it is left. */
    NO_SNAPSHOT,
    /** A newer control plane may have written it. */
    UNKNOWN_VERSION,
    /** It was forged, changed or cut off, or signed with a key that isn't known here. */
    NOT_SIGNED,
    /** It was encrypted by another secret. */
    OTHER_SECRET,
    /** What a control plane has signed can't be read. */
    UNREADABLE;

    /** As metrics write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
