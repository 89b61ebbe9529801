package dev.headwater.edge.live.journal;

import dev.headwater.edge.live.timeline.Past;

/** What the store knows of the past of a channel. */
public sealed interface Recollection {
  /** It was never sent. */
  record Nothing() implements Recollection {}

  /**
   * It was sent.
   *
   * @param ended whether its programme was over
   * @param whole whether all was looked at, damaged or not; else there was no time for the oldest
   */
  record Known(Past past, boolean ended, boolean whole) implements Recollection {}

  /** It was sent, but what the store has of it isn't what was written. */
  record Damaged() implements Recollection {}

  /** It may have been sent: the store failed, or was late. */
  record Unread() implements Recollection {}
}
