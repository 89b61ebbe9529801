package dev.headwater.edge.redis;

import java.util.random.RandomGenerator;

/** How long to wait before a connection is tried again: doubling, capped, spread. Pure. */
final class Backoff {
  private static final long FIRST_MILLIS = 50;

  /** A server that is back is found within this, and one that is away is asked no more often. */
  private static final long MOST_MILLIS = 2_000;

  /** Beyond so many doublings the cap holds anyway. */
  private static final int MOST_DOUBLINGS = 10;

  private Backoff() {}

  /** Between half of the delay and all of it: nodes that lost Redis together come back apart. */
  static long millis(int failures, RandomGenerator random) {
    long delay = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failures, MOST_DOUBLINGS));
    return random.nextLong(delay / 2, delay + 1);
  }
}
