package dev.headwater.standalone.endtoend;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What {@code bench/live-players} runs. Arguments: {@code play SECONDS PLAYERS HOPS
 * apart|together}, {@code crowd VIEWERS PARTS HOPS}, or {@code drill PLAYERS}; names with commas
 * between. Ends with status 1 where a claim fails.
 */
final class LivePlayersBench {
  private LivePlayersBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("headwater-players-");
    Installation installation = Installation.fresh("players");
    boolean holds;
    try (RunningSystem system = installation.start();
        LiveProgramme programme = LiveProgramme.on(system, "hold")) {
      Evidence evidence =
          switch (arguments[0]) {
            case "play" -> play(programme, arguments, folder);
            case "crowd" -> crowd(programme, arguments, folder);
            case "drill" -> drill(programme, arguments);
            default -> throw new IllegalArgumentException(arguments[0]);
          };
      System.out.println(evidence);
      holds = evidence.holds();
    } finally {
      installation.delete();
    }
    System.exit(holds ? 0 : 1);
  }

  private static Evidence play(LiveProgramme programme, String[] arguments, Path folder)
      throws InterruptedException {
    Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
    URI origin = URI.create("http://" + programme.hls().getAuthority());
    Evidence evidence = new Evidence();
    List<Hop> hops = new ArrayList<>();
    try (PlayerPages pages = PlayerPages.start()) {
      LivePlayers players = new LivePlayers(programme, pages);
      for (Hop.Kind kind : hops(arguments[3])) {
        Hop hop = Hop.start(kind, origin, folder);
        hops.add(hop);
        players(arguments[2]).forEach(player -> players.add(player, hop));
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

  private static Evidence crowd(LiveProgramme programme, String[] arguments, Path folder) {
    int viewers = Integer.parseInt(arguments[1]);
    int parts = Integer.parseInt(arguments[2]);
    Evidence evidence = new Evidence();
    for (Hop.Kind kind : hops(arguments[3])) {
      LiveCrowd.through(
          kind, programme, new LiveCrowd.Crowd(viewers, parts, 60 + 2 * parts), folder, evidence);
    }
    return evidence;
  }

  private static Evidence drill(LiveProgramme programme, String[] arguments)
      throws InterruptedException {
    Evidence evidence = new Evidence();
    try (PlayerPages pages = PlayerPages.start()) {
      LiveDrill.hold(programme, pages, players(arguments[1]), evidence);
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
