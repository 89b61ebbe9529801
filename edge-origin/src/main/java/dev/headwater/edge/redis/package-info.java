/**
 * Connections to Redis that stay: many calls under way on each, made again when they end, to one
 * server or to the masters of a cluster. What is kept there, and what a failed call means, stays
 * out.
 */
@NullMarked
package dev.headwater.edge.redis;

import org.jspecify.annotations.NullMarked;
