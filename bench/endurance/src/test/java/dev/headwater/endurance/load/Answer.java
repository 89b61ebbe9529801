package dev.headwater.endurance.load;

/**
 * What became of a request. Immutable.
 *
 * @param status 0 where no answer came
 * @param problem what the node says of an error; empty for anything else
 * @param headMillis until the answer began, or the end without one
 */
public record Answer(
    int status, CacheNote note, Ending ending, String problem, long headMillis, long totalMillis) {
  /** How its content ended. */
  public enum Ending {
    WHOLE,
    /** Before its last byte. */
    CUT,
    /** With bytes that the resource doesn't have. */
    WRONG,
    /** The client had enough. */
    LEFT
  }

  public boolean isWhole() {
    return status == 200 && ending == Ending.WHOLE;
  }
}
