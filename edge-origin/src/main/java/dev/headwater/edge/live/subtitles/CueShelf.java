package dev.headwater.edge.live.subtitles;

import dev.headwater.media.webvtt.Cue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The cues that one encoder has sent of one track and that aren't over yet, at places of its
 * timeline. Bounded. Confined to its channel.
 */
final class CueShelf {
  /** Some minutes of the fastest talk. */
  private static final int MOST = 1_000;

  /** Of all its texts, in characters. */
  private static final int MOST_CHARACTERS = 256 * 1024;

  /** What is farther from where the pictures are has nothing to do with them. */
  static final Duration AWAY = Duration.ofSeconds(60);

  private final List<Held> all = new ArrayList<>(); // the oldest first
  private List<String> looks = List.of();
  private Duration until = Duration.ZERO;
  private int characters;

  /**
   * @param shown whether a segment has it
   */
  private record Held(Cue cue, boolean shown) {
    int characters() {
      return cue.id().length() + cue.settings().length() + cue.text().length();
    }
  }

  /** STYLE and REGION blocks that hold from now on. */
  void looks(List<String> blocks) {
    looks = List.copyOf(blocks);
  }

  List<String> looks() {
    return looks;
  }

  /** Nothing more comes before this place. */
  void until(Duration place) {
    until = place;
  }

  boolean reaches(Duration place) {
    return until.compareTo(place) >= 0;
  }

  /** Tells how many cues were given up to make room. */
  int add(Cue cue) {
    for (int i = 0; i < all.size(); i++) {
      Held known = all.get(i);
      if (known.cue.equals(cue)) {
        return 0; // of a file that is sent again, or of the next one, that has it too
      }
      if (!known.shown && known.cue.end().equals(cue.start()) && known.cue.saysAs(cue)) {
        all.set(i, new Held(known.cue.at(known.cue.start(), cue.end()), false));
        return 0;
      }
    }
    Held added = new Held(cue, false);
    all.add(added);
    characters += added.characters();
    int lost = 0;
    while (all.size() > MOST || characters > MOST_CHARACTERS) {
      lost += remove(0).shown ? 0 : 1;
    }
    return lost;
  }

  private Held remove(int index) {
    Held gone = all.remove(index);
    characters -= gone.characters();
    return gone;
  }

  /** What is shown between two places, by its start; cues that are over then leave. */
  List<Cue> between(Duration start, Duration end) {
    List<Cue> found = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Cue cue = all.get(i).cue;
      if (cue.start().compareTo(end) < 0 && cue.end().compareTo(start) > 0) {
        found.add(cue);
        all.set(i, new Held(cue, true));
      }
    }
    found.sort(Comparator.comparing(Cue::start).thenComparing(Cue::end).thenComparing(Cue::text));
    return found;
  }

  /**
   * What is over, or far from a place, leaves.
   *
   * @return how many cues that no segment has had
   */
  int leaveAround(Duration over, Duration place) {
    int lost = 0;
    for (int i = all.size() - 1; i >= 0; i--) {
      Cue cue = all.get(i).cue;
      if (cue.end().compareTo(over) <= 0 || cue.start().minus(AWAY).compareTo(place) > 0) {
        lost += remove(i).shown ? 0 : 1;
      }
    }
    return lost;
  }

  /** What was shown on another timeline leaves. */
  void forgetShown() {
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).shown) {
        remove(i);
      }
    }
  }
}
