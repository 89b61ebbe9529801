package dev.headwater.control.packaging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A rendition of sound. Immutable.
 *
 * @param id its folder
 * @param name for people, unlike that of any other in its package
 */
record SoundTrack(String id, String name, AudioTrack source) {
  private static final String ID = "audio";
  private static final String NAMELESS = "Audio";
  private static final int MAX_NAME_LENGTH = 60;

  /** One for each, in their order. */
  static List<SoundTrack> of(List<AudioTrack> sources) {
    List<SoundTrack> tracks = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (AudioTrack source : sources) {
      String id = tracks.isEmpty() ? ID : ID + "-" + (tracks.size() + 1);
      tracks.add(new SoundTrack(id, unlike(taken, name(source)), source));
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
  private static String name(AudioTrack source) {
    return source
        .title()
        .map(SoundTrack::printable)
        .filter(title -> !title.isEmpty())
        .or(() -> source.language().map(SoundTrack::languageName))
        .orElse(NAMELESS);
  }

  private static String languageName(String tag) {
    return Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH);
  }

  /** Quoted strings of playlists know no escapes (draft-pantos-hls-rfc8216bis, section 4.2). */
  private static String printable(String text) {
    String clean = text.replaceAll("[\\p{C}\"]+", " ").strip();
    int end = Math.min(MAX_NAME_LENGTH, clean.length());
    boolean splits = end < clean.length() && Character.isLowSurrogate(clean.charAt(end));
    return clean.substring(0, splits ? end - 1 : end).strip();
  }
}
