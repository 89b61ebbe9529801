package dev.headwater.edge.peer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a node answers another one, in the field {@value #FIELD}. */
public enum PeerWord {
  /** With what it has, or is fetching. */
  HERE,
  /** It has nothing, and fetches nothing. */
  ABSENT,
  /** What came is for one request only: each is to ask the source for itself. */
  ALONE,
  /** The source failed. */
  FAILED;

  /** Stands in every answer of a node to another, and in nothing that is stored. */
  public static final String FIELD = "Headwater-Peer";

  /** Stands in every question and every answer: who speaks knows the secret. */
  public static final String PROOF_FIELD = "Headwater-Peer-Proof";

  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What isn't a word of ours counts as {@link #ABSENT}: it is no node of ours that speaks. */
  static PeerWord of(@Nullable String value) {
    for (PeerWord word : values()) {
      if (word.value().equals(value)) {
        return word;
      }
    }
    return ABSENT;
  }
}
