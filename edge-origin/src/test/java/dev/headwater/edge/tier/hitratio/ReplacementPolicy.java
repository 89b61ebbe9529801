package dev.headwater.edge.tier.hitratio;

/** A cache of a fixed number of bytes, as far as a simulation needs it. Confined to one thread. */
interface ReplacementPolicy {
  /** Whether the object is kept; if it is not, the policy may keep it from now on. */
  boolean request(int object);
}
