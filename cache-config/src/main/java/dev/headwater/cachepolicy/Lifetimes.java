package dev.headwater.cachepolicy;

import java.time.Duration;

/**
 * How long a response of one kind may be used, and by whom. Immutable.
 *
 * @param browser freshness lifetime for viewers: {@code max-age} of Cache-Control
 * @param cdn freshness lifetime for CDNs: {@code max-age} of CDN-Cache-Control (RFC 9213)
 * @param origin freshness lifetime in Headwater's own tiers, after which the source is asked again
 * @param staleWhileRevalidate how long after that a tier may answer while it asks (RFC 5861)
 * @param staleIfError how long after that a tier may answer when the source fails (RFC 5861)
 * @param notFound freshness lifetime of the answer that there is no such resource, for everyone
 */
public record Lifetimes(
    Duration browser,
    Duration cdn,
    Duration origin,
    Duration staleWhileRevalidate,
    Duration staleIfError,
    Duration notFound) {}
