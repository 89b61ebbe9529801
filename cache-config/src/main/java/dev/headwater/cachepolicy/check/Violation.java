package dev.headwater.cachepolicy.check;

import dev.headwater.cachepolicy.ResourceKind;

/**
 * A case in which a policy breaks an invariant. Immutable.
 *
 * @param of which kind
 * @param whose the title, channel or publisher that it is said of, as {@code title t1}; empty: of
 *     all
 * @param shown what happens, and what was expected
 */
public record Violation(Invariant invariant, ResourceKind of, String whose, String shown) {
  /** What it is said of. */
  public record Place(ResourceKind of, String whose) {}

  public Place place() {
    return new Place(of, whose);
  }

  @Override
  public String toString() {
    return of.word() + (whose.isEmpty() ? "" : " of " + whose) + ": " + shown + " - " + invariant;
  }
}
