package dev.headwater.cachepolicy;

/** In which order a node that has too much to do refuses what would need a fill. */
public enum Priority {
  /** First: a player has some of it in its buffer. */
  VOD,
  /** Then: what was live. */
  DVR,
  /** Last: a viewer at the live edge has nothing else. */
  LIVE
}
