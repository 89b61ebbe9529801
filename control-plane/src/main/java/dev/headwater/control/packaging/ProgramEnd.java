package dev.headwater.control.packaging;

/**
 * How a program that was run came to its end. Immutable.
 *
 * @param status its exit status; 128 and the number of the signal where one killed it
 * @param silent whether it was killed because it showed no sign of life
 * @param errors the last of what it wrote to standard error
 */
public record ProgramEnd(int status, boolean silent, String errors) {
  private static final int SIGNAL = 128;
  private static final int LAST_SIGNAL = 31;

  /** ffmpeg catches the signals that ask it to end, and says so. */
  private static final String CAUGHT_SIGNAL = "received signal";

  public boolean succeeded() {
    return status == 0 && !silent;
  }

  /** Whether something outside ended it, rather than itself. */
  boolean killed() {
    return silent
        || (status > SIGNAL && status <= SIGNAL + LAST_SIGNAL)
        || errors.contains(CAUGHT_SIGNAL);
  }

  /** For a person: {@code was killed (signal 9)}. */
  public String manner() {
    if (silent) {
      return "made no progress and was killed";
    }
    return killed() && status > SIGNAL && status <= SIGNAL + LAST_SIGNAL
        ? "was killed (signal " + (status - SIGNAL) + ")"
        : killed() ? "was told to stop" : "ended with status " + status;
  }
}
