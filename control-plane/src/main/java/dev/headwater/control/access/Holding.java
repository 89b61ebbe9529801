package dev.headwater.control.access;

import java.time.Instant;
import java.util.Optional;

/** Something that a person has made, for others to play or not. */
public interface Holding {
  /** Who made it. */
  String ownerId();

  /** Whether everybody may know of it; what was open stays so after its deletion. */
  boolean isOpen();

  /** Absent where it is there. */
  Optional<Instant> deletedAt();
}
