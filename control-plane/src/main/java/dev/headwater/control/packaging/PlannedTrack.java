package dev.headwater.control.packaging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A rendition of sound or subtitles to be made. Immutable.
 *
 * @param id its folder
 * @param name for people, unlike that of any other of its kind
 */
record PlannedTrack<T extends NamedTrack>(String id, String name, T source) {
  private static final int MAX_NAME_LENGTH = 60;

  /**
   * One for each, in their order.
   *
   * @param id of the first; the others have a number
   * @param nameless what one is called of which the file says nothing
   */
  static <T extends NamedTrack> List<PlannedTrack<T>> of(
      String id, String nameless, List<T> sources) {
    List<PlannedTrack<T>> tracks = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (T source : sources) {
      String own = tracks.isEmpty() ? id : id + "-" + (tracks.size() + 1);
      tracks.add(new PlannedTrack<>(own, unlike(taken, name(source, nameless)), source));
    }
    return tracks;
  }

  private static String unlike(Set<String> taken, String name) {
    String unlike = name;
    for (int n = 2; !taken.add(unlike); n++) {
      unlike = name + " " + n;
    }
    return unlike;
  }

  /** As the file calls it, else its language. */
  private static String name(NamedTrack source, String nameless) {
    return source
        .title()
        .map(PlannedTrack::printable)
        .filter(title -> !title.isEmpty())
        .or(() -> source.language().map(PlannedTrack::languageName))
        .orElse(nameless);
  }

  private static String languageName(String tag) {
    return Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH);
  }

  /** Quoted strings of playlists know no escapes (draft-pantos-hls-rfc8216bis, section 4.2). */
  private static String printable(String text) {
    String clean = text.replaceAll("[\\s\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\"]+", " ").strip();
    int end = Math.min(MAX_NAME_LENGTH, clean.length());
    boolean splits = end < clean.length() && Character.isLowSurrogate(clean.charAt(end));
    return clean.substring(0, splits ? end - 1 : end).strip();
  }
}
