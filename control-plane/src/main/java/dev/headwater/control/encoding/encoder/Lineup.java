package dev.headwater.control.encoding.encoder;

import java.util.Optional;

/** Who publishes to a channel, in the order they came in. Thread-safe. */
interface Lineup {
  /** Who is to be encoded now; empty where nobody is left, and it is over. */
  Optional<Publisher> next();

  /** Whether somebody waits to take over. */
  boolean hasBackup();
}
