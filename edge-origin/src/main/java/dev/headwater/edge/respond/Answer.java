package dev.headwater.edge.respond;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.fill.CacheOutcome;
import dev.headwater.edge.select.Freshness;
import dev.headwater.edge.select.Selection;
import dev.headwater.edge.stored.StoredResponse;

/**
 * A response that is to be sent, all decided. Whoever is given one takes over the reference to the
 * stored response.
 *
 * @param stored the bytes and what is known of them
 * @param what the kind of resource, and which
 * @param outcome how it was come by
 * @param freshness at this moment
 * @param shared whether anyone may have it
 * @param selection which part of it, in which encoding
 */
public record Answer(
    StoredResponse stored,
    Classification what,
    CacheOutcome outcome,
    Freshness freshness,
    boolean shared,
    Selection selection) {}
