/**
 * What a hit costs: the servers that {@code bench/hit-cost} compares, and benchmarks of the steps
 * that every hit takes. Assertions on speed stay out: it is measured as ratios, by whoever asks.
 */
@NullMarked
package dev.headwater.edge.cost;

import org.jspecify.annotations.NullMarked;
