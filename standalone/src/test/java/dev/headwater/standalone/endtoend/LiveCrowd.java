package dev.headwater.standalone.endtoend;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Many viewers behind one hop, and how often it asks the origin: once for each thing, if it does
 * what it should. Confined to one thread.
 */
final class LiveCrowd {
  /** A playlist without a place lives for a second: asked for anew after that. */
  private static final String PLACE = "_HLS_msn=";

  private LiveCrowd() {}

  /**
   * Prints what was asked for and how often, and claims that all was asked for once.
   *
   * @param folder for what the hop keeps
   */
  static void through(
      Hop.Kind kind, LiveProgramme programme, Crowd crowd, Path folder, Evidence evidence) {
    URI origin = URI.create("http://" + programme.hls().getAuthority());
    try (CountingProxy counting = CountingProxy.before(origin);
        Hop hop = Hop.start(kind, counting.base(), folder);
        LowLatencyCrowd viewers = new LowLatencyCrowd(crowd.viewers)) {
      URI rendition = Http.playlist(hop.of(programme.path())).getFirst();
      LowLatencyCrowd.Outcome outcome = viewers.follow(rendition, crowd.parts, crowd.limitSeconds);
      judge(kind, counting.counts(), outcome, evidence);
    }
  }

  /**
   * How many there are, and what they do.
   *
   * @param parts that each follows
   * @param limitSeconds for all of it
   */
  record Crowd(int viewers, int parts, int limitSeconds) {}

  private static void judge(
      Hop.Kind kind,
      Map<String, Integer> counts,
      LowLatencyCrowd.Outcome outcome,
      Evidence evidence) {
    Map<String, Integer> lasting = new TreeMap<>(counts);
    lasting.keySet().removeIf(target -> target.contains(".m3u8") && !target.contains(PLACE));
    int requests = lasting.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        Locale.ROOT,
        "%-8s %8d answers to viewers (%d parts not there)   to the origin: %4d requests for %4d things, %5.1f answers for each%n",
        kind,
        outcome.answers(),
        outcome.notYet(),
        requests,
        lasting.size(),
        outcome.answers() / (double) requests);
    lasting.forEach((target, count) -> {
      if (count > 1) {
        System.out.printf("  %d times: %s%n", count, target);
      }
    });
    evidence.exactly(
        "requests through " + kind + " of " + lasting.size() + " things", lasting.size(), requests);
  }
}
