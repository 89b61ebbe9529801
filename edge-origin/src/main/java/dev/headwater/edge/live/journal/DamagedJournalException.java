package dev.headwater.edge.live.journal;

/** An object of a journal that isn't what was written. */
final class DamagedJournalException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DamagedJournalException(String message) {
    super(message);
  }
}
