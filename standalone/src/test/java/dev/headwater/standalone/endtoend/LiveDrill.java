package dev.headwater.standalone.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Something fails while players play, and they are to go on by themselves. Confined to one thread.
 *
 * @param folder for what programs keep
 */
record LiveDrill(
    RunningSystem system,
    PlayerPages pages,
    List<Player.Kind> kinds,
    Path folder,
    Evidence evidence) {
  /** How long there is no encoder where nothing is shown instead. */
  private static final Duration AWAY = Duration.ofSeconds(4);

  private static final Duration LONG_AWAY = Duration.ofMinutes(1);

  /** The same, where a slate is shown: from one and a half target durations on. */
  private static final Duration AWAY_WITH_SLATE = Duration.ofSeconds(15);

  /** An encoder that has lost its node tries the next one after that. */
  private static final Duration RECONNECT = Duration.ofSeconds(2);

  /** How much is played before, and after what was there has been played to its end. */
  private static final double SECONDS = 6;

  /** Bounds that on a machine under load. */
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** What fails. */
  enum Kind {
    /** The encoder is killed, and another one comes. */
    RESTART,
    /** The same after a minute: players have asked in vain for what comes next, again and again. */
    LONG,
    /** The same, where a slate is shown meanwhile. */
    SLATE,
    /** The primary encoder is killed while a backup sends. */
    BACKUP,
    /** The same, where the channel has a slate. */
    BACKUP_SLATE,
    /** The node that the encoder sends to is killed, and the encoder goes to another one. */
    NODE,
    /** The same, where the channel has a slate. */
    NODE_SLATE,
    /** The encoder of one region is killed, whose origin says 503; another region has its own. */
    GROUP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The moment. */
  private interface Failure {
    void strike() throws InterruptedException;
  }

  void run(Kind kind) throws InterruptedException {
    switch (kind) {
      case RESTART -> restart(kind, "hold", AWAY);
      case LONG -> restart(kind, "hold", LONG_AWAY);
      case SLATE -> restart(kind, "slate", AWAY_WITH_SLATE);
      case BACKUP -> backup(kind, "hold");
      case BACKUP_SLATE -> backup(kind, "slate");
      case NODE -> node(kind, "hold");
      case NODE_SLATE -> node(kind, "slate");
      case GROUP -> group(kind);
    }
  }

  private void restart(Kind kind, String onStale, Duration away) throws InterruptedException {
    try (LiveProgramme programme = programme(onStale)) {
      play(
          kind,
          programme,
          () -> {
            programme.stop();
            pause(away);
            programme.goOn();
          });
    }
  }

  private void backup(Kind kind, String onStale) throws InterruptedException {
    try (LiveProgramme programme = programme(onStale);
        CmafEncoder _ = CmafEncoder.start(programme.address().backup())) {
      play(kind, programme, programme::stop);
    }
  }

  private LiveProgramme programme(String onStale) throws InterruptedException {
    LiveProgramme programme = LiveProgramme.on(system, onStale);
    if (onStale.equals("slate")) {
      CmafEncoder.pushSlate(programme.address());
    }
    return programme;
  }

  private void node(Kind kind, String onStale) throws InterruptedException {
    try (LiveNodes nodes = LiveNodes.sharing(onStale, folder);
        LiveProgramme programme = LiveProgramme.begin(nodes.hls(), nodes.atFirst())) {
      if (onStale.equals("slate")) {
        CmafEncoder.pushSlate(nodes.atSecond()); // which has to hand it on
      }
      play(
          kind,
          programme,
          () -> {
            nodes.first().kill();
            pause(RECONNECT);
            programme.goOn(nodes.atSecond());
          });
    }
  }

  private void group(Kind kind) throws InterruptedException {
    try (LiveNodes nodes = LiveNodes.apart("error", folder);
        CmafEncoder _ = CmafEncoder.start(nodes.atSecond());
        LiveProgramme programme = LiveProgramme.begin(nodes.hls(), nodes.atFirst())) {
      play(kind, programme, programme::stop);
    }
  }

  private void play(Kind kind, LiveProgramme programme, Failure failure)
      throws InterruptedException {
    Map<Player.Kind, Player> players = new LinkedHashMap<>();
    kinds.forEach(
        each -> players.put(each, Player.start(each, programme.hls(), programme.begun(), pages)));
    try {
      players.forEach(LiveDrill::awaitMore);
      failure.strike();
      // what was held back before may still be played
      players.forEach((player, playing) -> goesOn(kind, player, playing));
    } finally {
      players.values().forEach(Player::close);
    }
  }

  private void goesOn(Kind kind, Player.Kind playerKind, Player player) {
    String name = kind + ", " + playerKind;
    boolean more = comes(player, player.figures().seconds() + heldBack(playerKind) + SECONDS);
    Figures figures = player.figures();
    System.out.printf(
        Locale.ROOT,
        "%-24s  at %5.1f s, stood still %d times for %.1f s in all, loaded anew %d times, errors %s%n",
        name,
        figures.seconds(),
        figures.stalls().count(),
        figures.stalls().rebufferMillis() / 1e3,
        figures.reloads(),
        figures.errors().stream().distinct().toList());
    evidence.exactly(name + " goes on", true, more);
    evidence.atMost(name + ": loaded anew", kind == Kind.GROUP ? 1 : 0, figures.reloads());
    evidence.none(name + ": fatal errors", figures.fatal().isPresent() ? 1 : 0);
  }

  /** Seconds that a player may have in its buffer. */
  private static double heldBack(Player.Kind kind) {
    return kind.latencySeconds().orElse(15);
  }

  private static void awaitMore(Player.Kind kind, Player player) {
    double from = player.figures().seconds();
    Await.that(
        kind + " plays", LIMIT, () -> player.figures().seconds() > Math.max(from, 1) + SECONDS);
  }

  private static boolean comes(Player player, double seconds) {
    return Await.comes(LIMIT, () -> player.figures().seconds() > seconds);
  }

  private static void pause(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }
}
