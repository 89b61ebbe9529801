/**
 * Fetching what a session will ask for next, before it does. Which requests make a session known,
 * and how a fill is done, stays out.
 */
@NullMarked
package dev.headwater.edge.prefetch;

import org.jspecify.annotations.NullMarked;
