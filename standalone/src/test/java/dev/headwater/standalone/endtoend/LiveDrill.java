package dev.headwater.standalone.endtoend;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An encoder that dies and comes back while players play. Confined to one thread. */
final class LiveDrill {
  /** How long there is no encoder. */
  private static final Duration AWAY = Duration.ofSeconds(4);

  /** How much is played before, and after what was there has been played to its end. */
  private static final double SECONDS = 6;

  /** Bounds that on a machine under load. */
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private LiveDrill() {}

  /** Playback goes on by itself, in each player. */
  static void hold(
      LiveProgramme programme, PlayerPages pages, List<Player.Kind> kinds, Evidence evidence)
      throws InterruptedException {
    Map<Player.Kind, Player> players = new LinkedHashMap<>();
    kinds.forEach(
        kind -> players.put(kind, Player.start(kind, programme.hls(), programme.begun(), pages)));
    try {
      players.forEach((kind, player) -> awaitMore(kind, player, SECONDS));
      programme.stop();
      TimeUnit.NANOSECONDS.sleep(AWAY.toNanos());
      programme.goOn();
      // what was held back before may still be played
      players.forEach((kind, player) -> goesOn(kind, player, evidence));
    } finally {
      players.values().forEach(Player::close);
    }
  }

  private static void goesOn(Player.Kind kind, Player player, Evidence evidence) {
    boolean more = comes(player, player.figures().seconds() + heldBack(kind) + SECONDS);
    Figures figures = player.figures();
    System.out.printf(
        "%-10s  at %.1f s, stood still %d times for %.1f s in all, errors %s%n",
        kind,
        figures.seconds(),
        figures.stalls().count(),
        figures.stalls().rebufferMillis() / 1e3,
        figures.errors().stream().distinct().toList());
    evidence.exactly(kind + " goes on when the encoder is back", true, more);
    evidence.none(kind + ": fatal errors", figures.fatal().isPresent() ? 1 : 0);
  }

  /** Seconds that a player may have in its buffer. */
  private static double heldBack(Player.Kind kind) {
    return kind.latencySeconds().orElse(15);
  }

  private static void awaitMore(Player.Kind kind, Player player, double seconds) {
    double from = player.figures().seconds();
    Await.that(
        kind + " plays", LIMIT, () -> player.figures().seconds() > Math.max(from, 1) + seconds);
  }

  private static boolean comes(Player player, double seconds) {
    return Await.comes(LIMIT, () -> player.figures().seconds() > seconds);
  }
}
