package dev.headwater.edge.peer;

/** Which node goes on with a channel. */
public sealed interface Owner {
  /** This one, until it gives the channel up or has lost it. */
  record Here(Tenure tenure) implements Owner {}

  /**
   * Another one.
   *
   * @param address where it is reached, as {@code host:port}
   */
  record Other(String address) implements Owner {}

  /** None does. */
  record None() implements Owner {}

  /** Nobody can tell, since Redis is away: each node goes on by itself. */
  record Unknown() implements Owner {}
}
