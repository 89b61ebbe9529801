package dev.headwater.edge.memory;

/** Makes room in an arena that is full, by giving up what is worth least. Thread-safe. */
@FunctionalInterface
public interface Room {
  /** Whether anything was given up; at least that many bytes where possible. */
  boolean make(long bytes);
}
