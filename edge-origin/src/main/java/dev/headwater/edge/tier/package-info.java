/**
 * The places that keep responses, memory and Redis, and the source behind them. What a failing one
 * means is decided in fill.
 */
@NullMarked
package dev.headwater.edge.tier;

import org.jspecify.annotations.NullMarked;
