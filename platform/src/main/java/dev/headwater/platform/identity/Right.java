package dev.headwater.platform.identity;

/** Something that a node may do at the control plane's internal port. */
public enum Right {
  /** Read what the data plane must know: purges, keys, publications. */
  READ_FEED,
  /** Tell of itself: acknowledgements, health, counts. */
  REPORT
}
