package dev.headwater.cachepolicy;

/**
 * Caches that stand between the origin and viewers, all alike. Immutable.
 *
 * @param name as operators call it: edge, regional, shield
 * @param countsAge whether it counts the time that a response has spent in caches before it (RFC
 *     9111, section 4.2.3), and says so itself; nginx does not
 */
public record Layer(String name, boolean countsAge) {}
