package dev.headwater.endurance.source;

import java.util.Random;

/** What goes wrong with one request. Immutable. */
sealed interface Fault {
  record None() implements Fault {}

  /** An error, told as one. */
  record Status(int code) implements Fault {}

  /** The connection ends before any answer. */
  record Reset() implements Fault {}

  /** The connection ends in the middle of the content. */
  record Cut() implements Fault {}

  /** Nothing comes. */
  record Silence() implements Fault {}

  private static Fault any(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Status(500);
      case 1 -> new Status(502);
      case 2 -> new Status(503);
      case 3 -> new Reset();
      default -> new Cut();
    };
  }

  static Fault of(Weather weather, Random random) {
    return switch (weather.presence()) {
      case HERE -> random.nextDouble() < weather.failing() ? any(random) : new None();
      case SILENT, GONE -> new Silence();
    };
  }
}
