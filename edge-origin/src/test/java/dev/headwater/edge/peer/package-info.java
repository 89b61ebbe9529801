/**
 * Tests of what nodes have of each other, with real nodes, a real Redis and a source that counts.
 */
@NullMarked
package dev.headwater.edge.peer;

import org.jspecify.annotations.NullMarked;
