package dev.headwater.platform.channel;

import java.util.OptionalInt;

/** The port that a channel's backup encoder sends SRT to, by the one of its primary. */
public final class SrtPort {
  /** How far apart they are, which is also the most channels that can have one. */
  public static final int DISTANCE = 1_000;

  private static final int LAST_PORT = 65_535;

  private SrtPort() {}

  /** Empty where there is none so high. */
  public static OptionalInt backup(int primary) {
    int port = primary + DISTANCE;
    return port <= LAST_PORT ? OptionalInt.of(port) : OptionalInt.empty();
  }
}
