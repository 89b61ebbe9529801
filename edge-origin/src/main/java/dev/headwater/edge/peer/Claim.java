package dev.headwater.edge.peer;

/** What came of asking for a lease. */
sealed interface Claim {
  /** It is ours: this node asks the source. */
  record Held(Lease lease) implements Claim {}

  /** Another node has it. */
  record Elsewhere(Holder holder) implements Claim {}

  /** Nobody can tell, since Redis is away: each node asks the source for itself. */
  record Unknown() implements Claim {}
}
