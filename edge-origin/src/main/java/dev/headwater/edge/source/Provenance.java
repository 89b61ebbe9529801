package dev.headwater.edge.source;

import org.jspecify.annotations.Nullable;

/**
 * Which node it was that got a response from the source, and when. Immutable.
 *
 * @param peer whether it was another one, which also writes it to where all nodes read
 * @param token the fencing token of the lease that this one had; 0 where it had none
 * @param sequence what it says that it bears, where it was stored before it came here; null of the
 *     source's own
 */
public record Provenance(boolean peer, long token, @Nullable String sequence) {
  /** This node, without a lease. */
  public static final Provenance SOURCE = new Provenance(false, 0, null);

  /** The field in which one tier or peer tells another its sequence. */
  public static final String SEQUENCE_FIELD = "Headwater-Sequence";

  /** Another node with the same source. */
  public static Provenance peer(@Nullable String sequence) {
    return new Provenance(true, 0, sequence);
  }

  /** A tier further up, which may have stored it. */
  public static Provenance upstream(@Nullable String sequence) {
    return new Provenance(false, 0, sequence);
  }

  /** The same, by this node, which held the lease with that token. */
  public Provenance leased(long lease) {
    return new Provenance(peer, lease, sequence);
  }
}
