package dev.headwater.endurance.load;

import dev.headwater.endurance.load.Answer.Ending;
import dev.headwater.endurance.load.Copies.Duty;

/** What an answer shows of a node. */
public enum Finding {
  GOOD,
  /** The client left. */
  LEFT,
  /** A server error where nothing else could be the answer. */
  ALLOWED_ERROR,
  /** The same, but slower than the node's time limits explain. */
  LATE_ERROR,
  /** The node had no memory for what was to be fetched. */
  SHORT_OF_MEMORY,
  /** The content ended early, as that of the source may have. */
  CUT_MISS,
  /** The node had the whole answer, and yet its end is missing. */
  CUT_HIT,
  /** A copy that was fresh was not given. */
  REFUSED_HIT,
  /** A copy that may be stale was not given, and an error was. */
  ERROR_FOR_STALE,
  WRONG_BYTES,
  NO_ANSWER,
  UNEXPECTED_STATUS;

  /** To the first byte of the source, and what a busy machine adds. */
  private static final long LATEST_ERROR_MILLIS = 3_000 + 5_000;

  /** Whether no node should ever give cause for it. */
  boolean isBad() {
    return switch (this) {
      case GOOD, LEFT, ALLOWED_ERROR, CUT_MISS -> false;
      case LATE_ERROR,
          SHORT_OF_MEMORY,
          CUT_HIT,
          REFUSED_HIT,
          ERROR_FOR_STALE,
          WRONG_BYTES,
          NO_ANSWER,
          UNEXPECTED_STATUS ->
          true;
    };
  }

  static Finding of(Duty duty, Answer answer) {
    if (answer.ending() == Ending.WRONG) {
      return WRONG_BYTES;
    }
    if (answer.ending() == Ending.LEFT) {
      return LEFT;
    }
    if (answer.status() == 0) {
      return NO_ANSWER;
    }
    if (answer.status() >= 500) {
      return error(duty, answer);
    }
    if (answer.ending() == Ending.CUT) {
      return answer.note().hit() ? CUT_HIT : CUT_MISS;
    }
    return answer.status() < 400 ? GOOD : UNEXPECTED_STATUS;
  }

  private static Finding error(Duty duty, Answer answer) {
    if (duty == Duty.HIT || answer.note().hit()) {
      return REFUSED_HIT;
    }
    if (duty == Duty.ANSWER) {
      return ERROR_FOR_STALE;
    }
    if (answer.problem().contains("short of memory")) {
      return SHORT_OF_MEMORY;
    }
    return answer.headMillis() > LATEST_ERROR_MILLIS ? LATE_ERROR : ALLOWED_ERROR;
  }
}
