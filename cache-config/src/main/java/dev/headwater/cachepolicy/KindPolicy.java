package dev.headwater.cachepolicy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How resources of one kind are recognised and cached. Immutable.
 *
 * @param kind what they are
 * @param match which paths are theirs
 * @param contentType their media type, sent as it is
 * @param terms how long they may be used, as the policy states it
 * @param lifetimes the same at the policy's own target duration
 * @param key what counts in the cache key besides the path
 * @param tags what they can be purged by besides their path, with variables of {@code match}
 * @param immutable whether a name never means other bytes (RFC 8246)
 * @param compress whether they are sent compressed to those who accept it
 * @param priority how late they are refused where a node has too much to do
 * @param token whether viewers need one
 * @param tiers the cache tiers that keep them, each with its largest object in bytes
 */
public record KindPolicy(
    ResourceKind kind,
    PathTemplate match,
    String contentType,
    LifetimeTerms terms,
    Lifetimes lifetimes,
    KeyPolicy key,
    List<TagTemplate> tags,
    boolean immutable,
    boolean compress,
    Priority priority,
    TokenNeed token,
    Map<Tier, Long> tiers) {

  /** A place that keeps responses. */
  public enum Tier {
    MEMORY,
    REDIS
  }

  private static final List<String> CODING = List.of("Accept-Encoding");

  public KindPolicy {
    tags = List.copyOf(tags);
    tiers = Map.copyOf(tiers);
  }

  /** The names of request fields that what is kept differs by, as Vary tells them. */
  public List<String> vary() {
    if (key.fields().isNone()) {
      return compress ? CODING : List.of();
    }
    List<String> names = new ArrayList<>(compress ? CODING : List.of());
    names.addAll(key.fields().vary());
    return names;
  }

  /** The same kind with other lifetimes. */
  public KindPolicy with(LifetimeTerms other, Duration target) {
    return new KindPolicy(
        kind,
        match,
        contentType,
        other,
        other.at(target),
        key,
        tags,
        immutable,
        compress,
        priority,
        token,
        tiers);
  }
}
