/** What the cache promises as a map, under races, and of what it learns. Hit ratios stay out. */
@NullMarked
package dev.headwater.edge.tier.eviction;

import org.jspecify.annotations.NullMarked;
