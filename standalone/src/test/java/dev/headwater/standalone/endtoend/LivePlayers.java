package dev.headwater.standalone.endtoend;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Real players at a live channel, each through each hop, all at once: what {@code
 * bench/live-players} runs. Confined to one thread.
 */
final class LivePlayers {
  /** Behind a hop that looks only twice a second whether what others wait for has come. */
  private static final double NGINX_LATENCY_SECONDS = 5;

  private final LiveProgramme programme;
  private final PlayerPages pages;
  private final List<Playing> playings = new ArrayList<>();

  LivePlayers(LiveProgramme programme, PlayerPages pages) {
    this.programme = programme;
    this.pages = pages;
  }

  private record Playing(Player.Kind kind, Hop.Kind hop, Player player) {
    private String name() {
      return kind + " through " + hop;
    }
  }

  /** One more plays. */
  void add(Player.Kind kind, Hop hop) {
    URI hls = hop.of(programme.path());
    playings.add(new Playing(kind, hop.kind(), Player.start(kind, hls, programme.begun(), pages)));
  }

  /** Lets all play, and prints what each has seen. */
  void playFor(Duration time, Evidence evidence) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
    for (Playing playing : playings) {
      Figures figures = playing.player.figures();
      print(playing, figures);
      judge(playing, figures, evidence);
      playing.player.close();
    }
    playings.clear();
  }

  private static void print(Playing playing, Figures figures) {
    System.out.printf(
        Locale.ROOT,
        "%-10s  %-7s  start %5.0f ms  stalls %2d  rebuffering %5.1f s"
            + "  latency p50 %6.2f s  p99 %6.2f s  jumps %2d  dropped %3d  errors %d%n",
        playing.kind,
        playing.hop,
        figures.startMillis().orElse(Double.NaN),
        figures.stalls().count(),
        figures.stalls().rebufferMillis() / 1e3,
        figures.latency(0.5),
        figures.latency(0.99),
        figures.stalls().seeks(),
        figures.stalls().dropped(),
        figures.errors().size());
    figures.errors().stream()
        .distinct()
        .limit(3)
        .forEach(error -> System.out.println("  " + error));
  }

  private static void judge(Playing playing, Figures figures, Evidence evidence) {
    evidence.none(playing.name() + ": fatal errors", figures.fatal().isPresent() ? 1 : 0);
    evidence.exactly(playing.name() + ": it plays", true, figures.startMillis().isPresent());
    evidence.none(playing.name() + ": stalls", figures.stalls().count());
    playing
        .kind
        .latencySeconds()
        .ifPresent(limit ->
            evidence.below(
                playing.name() + ": seconds behind the clock, p50",
                playing.hop == Hop.Kind.NGINX ? NGINX_LATENCY_SECONDS : limit,
                figures.latency(0.5)));
  }
}
