package dev.headwater.control.account.mailed;

/**
 * Something that has to be mailed, noted before it is known whether there is anybody to mail it to.
 * Immutable.
 *
 * @param attempt how often it was tried before
 */
record Errand(long id, Kind kind, String email, int attempt) {
  /** What is mailed. */
  enum Kind {
    CHECK_EMAIL,
    RESET_PASSWORD,
    ALREADY_REGISTERED
  }
}
