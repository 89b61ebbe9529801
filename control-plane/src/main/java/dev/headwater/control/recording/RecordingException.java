package dev.headwater.control.recording;

/** Why a channel can't be recorded (now); its message is for the publisher. */
public final class RecordingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What follows from it; a later one says more than an earlier one. */
  public enum Kind {
    /** The data plane fails: it may be asked again. */
    UNREACHABLE,
    /** It answers, but this worker can't use what it has or is given: another one may. */
    UNUSABLE,
    /** The data plane has nothing of it, or nothing yet. */
    NOTHING,
    /** It has some of it, and more is to come. */
    UNFINISHED,
    /** Some of it can't be had: asking again changes nothing. */
    LOST
  }

  private final Kind kind;

  public RecordingException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
