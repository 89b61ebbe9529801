package dev.headwater.edge.tier.eviction;

/** Why a value is no longer kept. */
public enum RemovalCause {
  /** It went to make room, perhaps at once, for what is there already. */
  EVICTED,
  /** Another value came under its key. */
  REPLACED,
  /** Someone asked for it to go. */
  REMOVED
}
