/**
 * How responses are cached: by what the policy says of their kind, or by what they say themselves.
 * Pure functions; performing it stays out.
 */
@NullMarked
package dev.headwater.edge.rule;

import org.jspecify.annotations.NullMarked;
