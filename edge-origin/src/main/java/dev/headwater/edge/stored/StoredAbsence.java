package dev.headwater.edge.stored;

/** The source had no such resource. Immutable. */
public record StoredAbsence(long validatedAtMillis) implements Stored {
  /** The map entry and its key, roughly. */
  private static final int WEIGHT_BYTES = 512;

  @Override
  public int weightBytes() {
    return WEIGHT_BYTES;
  }
}
