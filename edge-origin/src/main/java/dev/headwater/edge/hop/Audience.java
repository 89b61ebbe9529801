package dev.headwater.edge.hop;

/** Whom an answer is for. */
public enum Audience {
  /** Whoever asks: shared caches may keep it. */
  ANYONE,
  /** One viewer, whose token was good. */
  VIEWER,
  /** A hop that may keep it, and checks the token of each viewer that it gives it to. */
  HOP
}
