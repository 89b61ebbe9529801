package dev.headwater.cachepolicy;

import java.time.Duration;

/**
 * The lifetimes of a kind as the policy states them: times, or shares of the target duration.
 * Immutable.
 *
 * @param browser see {@link Lifetimes}, and so on
 */
public record LifetimeTerms(
    Lifetime browser,
    Lifetime cdn,
    Lifetime origin,
    Lifetime staleWhileRevalidate,
    Lifetime staleIfError,
    Lifetime notFound) {

  /** The lifetimes where that is the target duration. */
  public Lifetimes at(Duration target) {
    return new Lifetimes(
        browser.at(target),
        cdn.at(target),
        origin.at(target),
        staleWhileRevalidate.at(target),
        staleIfError.at(target),
        notFound.at(target));
  }
}
