package dev.headwater.cachepolicy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Whether a segment of a path can be of two forms: both are read as automata, side by side. Finds
 * each overlap there is, and now and then one that isn't: a variable ends where the text after it
 * begins first, which is heeded for a single character alone.
 */
final class SegmentOverlap {
  /** Stands for all characters that neither form names. */
  private static final char ANY = 'x';

  private SegmentOverlap() {}

  /**
   * A form: fixed texts with a variable between each two.
   *
   * @param pattern what is to come, a character or a variable (0), each variable once at least
   * @param free whether variables take dots, too
   */
  record Glob(String pattern, boolean free) {
    /**
     * A form.
     *
     * @param texts the first before any variable; each may be empty
     */
    static Glob of(List<String> texts, boolean free) {
      return new Glob(String.join("\0", texts), free);
    }

    /** Whether the variable at that place of the pattern may have such a character. */
    private boolean takes(int at, char next) {
      boolean ends = // there it would be over
          at + 2 < pattern.length()
              && pattern.charAt(at + 1) == next
              && pattern.charAt(at + 2) == 0;
      return !ends && (free || next != '.');
    }
  }

  /**
   * Where both stand.
   *
   * @param inFirst whether the variable at {@code first} has taken something
   */
  private record Place(int first, boolean inFirst, int second, boolean inSecond) {}

  /** A segment of both forms. */
  static Optional<String> of(Glob first, Glob second) {
    String one = first.pattern();
    String other = second.pattern();
    Set<Character> characters = characters(one + other);
    Map<Place, String> seen = new HashMap<>();
    Queue<Place> open = new ArrayDeque<>();
    Place begin = new Place(0, false, 0, false);
    seen.put(begin, "");
    open.add(begin);
    while (!open.isEmpty()) {
      Place place = open.remove();
      String text = seen.getOrDefault(place, "");
      if (isEnd(one, place.first, place.inFirst) && isEnd(other, place.second, place.inSecond)) {
        return Optional.of(text);
      }
      for (char next : characters) {
        for (Place there : steps(first, second, place, next)) {
          if (seen.putIfAbsent(there, text + next) == null) {
            open.add(there);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Set<Character> characters(String patterns) {
    Set<Character> all = new LinkedHashSet<>(List.of(ANY));
    patterns.chars().filter(c -> c != 0).forEach(c -> all.add((char) c));
    return all;
  }

  private static List<Place> steps(Glob first, Glob second, Place from, char next) {
    List<Place> places = new ArrayList<>();
    for (Step one : steps(first, from.first, from.inFirst, next)) {
      for (Step other : steps(second, from.second, from.inSecond, next)) {
        places.add(new Place(one.at, one.inside, other.at, other.inside));
      }
    }
    return places;
  }

  private record Step(int at, boolean inside) {}

  private static List<Step> steps(Glob glob, int at, boolean inside, char next) {
    String pattern = glob.pattern();
    List<Step> steps = new ArrayList<>();
    if (at < pattern.length() && pattern.charAt(at) == 0) {
      if (glob.takes(at, next)) {
        steps.add(new Step(at, true));
      }
      if (inside) { // or the variable has ended before
        steps.addAll(steps(glob, at + 1, false, next));
      }
    } else if (at < pattern.length() && pattern.charAt(at) == next) {
      steps.add(new Step(at + 1, false));
    }
    return steps;
  }

  private static boolean isEnd(String pattern, int at, boolean inside) {
    return at == pattern.length() || (inside && at == pattern.length() - 1);
  }
}
