package dev.headwater.edge.function;

/** What became of a call of a function. */
public sealed interface Outcome {
  /**
   * It gave something back.
   *
   * @param json empty: what it was given goes on as it was
   */
  record Returned(String json) implements Outcome {}

  /**
   * It gave back nothing that could be used.
   *
   * @param detail for who wrote the function
   */
  record Failed(Reason reason, String detail) implements Outcome {}

  /** Why a call failed. */
  enum Reason {
    /** It threw something, or ran out of stack. */
    THREW,
    /** It was cut off at one of its limits. */
    CUT,
    /** What it gave back is no request and no response. */
    NONSENSE,
    /** It was not called, since it was cut off too often. */
    RESTING
  }
}
