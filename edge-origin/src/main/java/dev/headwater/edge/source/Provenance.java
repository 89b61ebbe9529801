package dev.headwater.edge.source;

import org.jspecify.annotations.Nullable;

/**
 * Which node it was that got a response from the source, and when. Immutable.
 *
 * @param peer whether it was another one, which also writes it to where all nodes read
 * @param token the fencing token of the lease that this one had; 0 where it had none
 * @param sequence that it bears where it was stored before it came here; {@link Long#MAX_VALUE} of
 *     the source's own
 */
public record Provenance(boolean peer, long token, long sequence) {
  /** This node, without a lease. */
  public static final Provenance SOURCE = new Provenance(false, 0, Long.MAX_VALUE);

  /** The field in which one tier tells the next one its sequence. */
  public static final String SEQUENCE_FIELD = "Headwater-Sequence";

  /** Another node with the same source. */
  public static Provenance peer(long sequence) {
    return new Provenance(true, 0, sequence);
  }

  /** A tier further up, which may have stored it. */
  public static Provenance upstream(long sequence) {
    return new Provenance(false, 0, sequence);
  }

  /** The same, by this node, which held the lease with that token. */
  public Provenance leased(long lease) {
    return new Provenance(peer, lease, sequence);
  }

  /**
   * What the field says.
   *
   * @param value null where it isn't there
   * @param otherwise where it isn't there, or nonsense
   */
  public static long sequence(@Nullable String value, long otherwise) {
    return value != null && value.matches("[0-9]{1,18}") ? Long.parseLong(value) : otherwise;
  }
}
