/**
 * A bounded map of things that weigh something, which keeps what will be asked for again soonest.
 * What is kept, and what becomes of what is not, must stay out: that is the memory tier's.
 */
@NullMarked
package dev.headwater.edge.tier.eviction;

import org.jspecify.annotations.NullMarked;
