package dev.headwater.cachepolicy;

/** Whether viewers need a token. */
public enum TokenNeed {
  /** As the publication or the channel says: a public one needs none. */
  BY_VISIBILITY,
  /** Whatever that says. */
  ALWAYS
}
