package dev.headwater.platform.identity;

/** Something that a node may do at the control plane's internal port. */
public enum Right {
  /** Read what the data plane must know: purges, keys, publications. */
  READ_FEED("read the control feed"),
  /** Tell of itself as a node of the data plane: acknowledgements, health. */
  REPORT("report as a node of the data plane");

  private final String what;

  Right(String what) {
    this.what = what;
  }

  /** For people. */
  public String what() {
    return what;
  }
}
