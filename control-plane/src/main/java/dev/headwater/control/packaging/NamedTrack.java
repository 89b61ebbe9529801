package dev.headwater.control.packaging;

import java.util.Optional;

/** A track of a source that viewers choose by its name. */
sealed interface NamedTrack permits AudioTrack, TextTrack {
  /** As RFC 5646 has it, where the file says so. */
  Optional<String> language();

  /** What the file calls it, as somebody wrote it. */
  Optional<String> title();
}
