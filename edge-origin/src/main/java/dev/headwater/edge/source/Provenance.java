package dev.headwater.edge.source;

/**
 * Which node it was that got a response from the source. Immutable.
 *
 * @param peer whether it was another one, which also writes it to where all nodes read
 * @param token the fencing token of the lease that this one had; 0 where it had none
 */
public record Provenance(boolean peer, long token) {
  /** This node, without a lease. */
  public static final Provenance SOURCE = new Provenance(false, 0);

  /** Another node. */
  public static final Provenance PEER = new Provenance(true, 0);

  /** This node, which held the lease with that token. */
  public static Provenance leased(long token) {
    return new Provenance(false, token);
  }
}
