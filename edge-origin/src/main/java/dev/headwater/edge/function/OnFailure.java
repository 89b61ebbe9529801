package dev.headwater.edge.function;

/** What becomes of a request whose function fails. */
public enum OnFailure {
  /** It goes on as it was. */
  OPEN,
  /** It is answered 503. */
  CLOSED
}
