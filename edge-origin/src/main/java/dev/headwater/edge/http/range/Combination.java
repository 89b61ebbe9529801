package dev.headwater.edge.http.range;

import dev.headwater.edge.http.conditional.Validators;
import java.util.OptionalLong;

/**
 * Whether parts of a representation may be put together (RFC 9111, section 3.4; RFC 9110, section
 * 15.3.7.3).
 */
public final class Combination {
  private Combination() {}

  /** Only with the same strong validator, and never against what both say of the size. */
  public static boolean isAllowed(
      Validators held, OptionalLong heldSize, Validators received, OptionalLong receivedSize) {
    boolean sizesDiffer =
        heldSize.isPresent() && receivedSize.isPresent() && !heldSize.equals(receivedSize);
    return !sizesDiffer && held.strongMatch(received);
  }
}
