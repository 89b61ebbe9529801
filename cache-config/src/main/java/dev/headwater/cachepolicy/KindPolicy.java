package dev.headwater.cachepolicy;

import java.util.Set;

/**
 * How resources of one kind are recognised and cached. Immutable.
 *
 * @param kind what they are
 * @param match which paths are theirs
 * @param contentType their media type, sent as it is
 * @param lifetimes how long they may be used
 * @param immutable whether a name never means other bytes (RFC 8246)
 * @param compress whether they are sent compressed to those who accept it
 * @param tiers the cache tiers that keep them
 */
public record KindPolicy(
    ResourceKind kind,
    PathTemplate match,
    String contentType,
    Lifetimes lifetimes,
    boolean immutable,
    boolean compress,
    Set<Tier> tiers) {

  /** A place that keeps responses. */
  public enum Tier {
    MEMORY,
    REDIS
  }

  public KindPolicy {
    tiers = Set.copyOf(tiers);
  }
}
