/**
 * What a crowd at a live channel costs, and how soon it is answered: what {@code bench/live} runs.
 * Assertions on speed stay out: it is measured beside a bare handler, by whoever asks.
 */
@NullMarked
package dev.headwater.edge.crowd;

import org.jspecify.annotations.NullMarked;
