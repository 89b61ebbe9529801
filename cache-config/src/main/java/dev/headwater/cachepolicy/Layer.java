package dev.headwater.cachepolicy;

import java.util.Optional;

/**
 * Caches that stand between the origin and viewers, all alike. Immutable.
 *
 * @param name as operators call it
 * @param role how far from viewers they stand
 * @param program what they run, where that is known
 * @param countsAge whether they count the time that a response has spent in caches before them (RFC
 *     9111, section 4.2.3), and say so themselves
 * @param address host and port, where the next layer outwards asks them
 */
public record Layer(
    String name,
    Role role,
    Optional<Program> program,
    boolean countsAge,
    Optional<String> address) {

  /** How far from viewers, from the origin outwards. */
  public enum Role {
    /** One place, before the origin, so that few ask that. */
    SHIELD,
    /** One place of each region. */
    REGIONAL,
    /** Where viewers ask. */
    EDGE
  }

  /** What caches run. */
  public enum Program {
    NGINX(false),
    VARNISH(true),
    /** Nothing that AWS documents promises it. */
    CLOUDFRONT(false),
    /** Nodes in the edge role. */
    HEADWATER(true);

    private final boolean countsAge;

    Program(boolean countsAge) {
      this.countsAge = countsAge;
    }

    public boolean countsAge() {
      return countsAge;
    }
  }

  /** Of which no more is known. */
  public Layer(String name, Role role, boolean countsAge) {
    this(name, role, Optional.empty(), countsAge, Optional.empty());
  }
}
