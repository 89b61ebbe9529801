package dev.headwater.edge.live.journal;

import java.util.Optional;
import java.util.OptionalLong;

/** Keys of journals; their names are none that viewers can ask for. */
public final class JournalKeys {
  private static final String SUFFIX = ".journal";
  private static final String SLATE = ".slate";

  private JournalKeys() {}

  /** Below which all is that a channel has in the store. */
  public static String channel(String channel) {
    return "live/" + channel;
  }

  public static String head(String channel) {
    return channel(channel) + "/head" + SUFFIX;
  }

  public static String piece(String channel, String rendition, long index) {
    return channel(channel) + "/" + rendition + "/" + index + SUFFIX;
  }

  /** Below which the tracks of a channel's slate are. */
  public static String slates(String channel) {
    return channel(channel) + "/slate";
  }

  public static String slate(String channel, String track) {
    return slates(channel) + "/" + track + SLATE;
  }

  /** The track of a slate that a key is of; empty where it isn't one's. */
  public static Optional<String> ofSlate(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    return name.endsWith(SLATE)
        ? Optional.of(name.substring(0, name.length() - SLATE.length()))
        : Optional.empty();
  }

  /** Of the piece of that name; empty where it isn't one's. */
  public static OptionalLong index(String name) {
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
    return stem.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(stem))
        : OptionalLong.empty();
  }

  /** Whether a piece has the segment of that number, or a later one. */
  public static boolean mayHave(long index, long number) {
    return index >= JournalPiece.index(number);
  }
}
