package dev.headwater.standalone.endtoend;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What {@code bench/live-players} runs. Arguments: {@code play SECONDS PLAYERS HOPS
 * apart|together}, {@code crowd VIEWERS PARTS HOPS}, or {@code drill DRILLS PLAYERS}; names with
 * commas between. Ends with status 1 where a claim fails.
 */
final class LivePlayersBench {
  /** What a browser needs to start a player takes both processors from those that play. */
  private static final Duration APART = Duration.ofSeconds(8);

  private static final Duration WARMING = Duration.ofSeconds(10);

  private LivePlayersBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("headwater-players-");
    Installation installation = Installation.fresh("players");
    boolean holds;
    try (RunningSystem system = installation.start()) {
      Evidence evidence =
          switch (arguments[0]) {
            case "play" -> play(system, arguments, folder);
            case "crowd" -> crowd(system, arguments, folder);
            case "drill" -> drill(system, arguments, folder);
            default -> throw new IllegalArgumentException(arguments[0]);
          };
      System.out.println(evidence);
      holds = evidence.holds();
    } finally {
      installation.delete();
    }
    System.exit(holds ? 0 : 1);
  }

  private static Evidence play(RunningSystem system, String[] arguments, Path folder)
      throws InterruptedException {
    Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
    Evidence evidence = new Evidence();
    List<Hop> hops = new ArrayList<>();
    try (LiveProgramme programme = LiveProgramme.on(system, "hold");
        PlayerPages pages = PlayerPages.start()) {
      URI origin = URI.create("http://" + programme.hls().getAuthority());
      LivePlayers players = new LivePlayers(programme, pages);
      for (Hop.Kind kind : hops(arguments[3])) {
        Hop hop = Hop.start(kind, origin, folder);
        hops.add(hop);
        warm(hop, programme);
        for (Player.Kind player : players(arguments[2])) {
          players.add(player, hop);
          TimeUnit.NANOSECONDS.sleep(APART.toNanos());
        }
        if (arguments[4].equals("apart")) {
          players.playFor(time, evidence);
        }
      }
      if (arguments[4].equals("together")) {
        players.playFor(time, evidence);
      }
      return evidence;
    } finally {
      hops.forEach(Hop::close);
    }
  }

  /** Somebody has watched before: no CDN has just been started. */
  private static void warm(Hop hop, LiveProgramme programme) throws InterruptedException {
    try (Player _ = FfmpegPlayer.start(hop.of(programme.path()), programme.begun())) {
      TimeUnit.NANOSECONDS.sleep(WARMING.toNanos());
    }
  }

  private static Evidence crowd(RunningSystem system, String[] arguments, Path folder) {
    int viewers = Integer.parseInt(arguments[1]);
    int parts = Integer.parseInt(arguments[2]);
    Evidence evidence = new Evidence();
    try (LiveProgramme programme = LiveProgramme.on(system, "hold")) {
      for (Hop.Kind kind : hops(arguments[3])) {
        LiveCrowd.through(
            kind, programme, new LiveCrowd.Crowd(viewers, parts, 60 + 2 * parts), folder, evidence);
      }
    }
    return evidence;
  }

  private static Evidence drill(RunningSystem system, String[] arguments, Path folder)
      throws InterruptedException {
    Evidence evidence = new Evidence();
    try (PlayerPages pages = PlayerPages.start()) {
      LiveDrill drill = new LiveDrill(system, pages, players(arguments[2]), folder, evidence);
      List<String> wanted = List.of(arguments[1].split(","));
      for (LiveDrill.Kind kind : LiveDrill.Kind.values()) {
        if (wanted.contains(kind.toString())) {
          drill.run(kind);
        }
      }
    }
    return evidence;
  }

  private static List<Hop.Kind> hops(String names) {
    return Stream.of(names.split(","))
        .map(name -> Hop.Kind.valueOf(name.toUpperCase(Locale.ROOT)))
        .toList();
  }

  private static List<Player.Kind> players(String names) {
    List<String> wanted = List.of(names.split(","));
    return Arrays.stream(Player.Kind.values())
        .filter(kind -> wanted.contains(kind.toString()))
        .toList();
  }
}
