/**
 * Collapsing across nodes: the lease that lets one node ask the source, and the reading of what it
 * fetches from it, while it fetches. What a node answers to others stays out.
 */
@NullMarked
package dev.headwater.edge.peer;

import org.jspecify.annotations.NullMarked;
