package dev.headwater.edge.purge;

/** What purges say of something stored. */
public enum Validity {
  /** Nothing. */
  VALID,
  /** It is stale, however fresh it would be. */
  STALE,
  /** It is not to be served any more. */
  GONE
}
