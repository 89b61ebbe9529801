package dev.headwater.platform.identity;

/** What became of the question who is calling. */
public sealed interface Recognition {
  /** It has proven to be this one; what it may do is another question. */
  record Known(Identity identity) implements Recognition {}

  /**
   * It is nobody that is known.
   *
   * @param reason for the operator of the caller; says nothing of keys or other nodes
   */
  record Refused(String reason) implements Recognition {}
}
