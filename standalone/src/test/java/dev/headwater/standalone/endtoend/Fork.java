package dev.headwater.standalone.endtoend;

/**
 * Which of the processes that run tests at the same time this is, so that none gets in another's
 * way.
 */
final class Fork {
  /** From 1. */
  static final int NUMBER = Integer.getInteger("headwater.fork", 1);

  static final int COUNT = Integer.getInteger("headwater.forks", 1);

  private Fork() {}
}
