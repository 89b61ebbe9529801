/**
 * Off-heap memory of a fixed size, and bodies that lie in it. What the bytes mean, and which of
 * them are worth keeping, stays out.
 */
@NullMarked
package dev.headwater.edge.memory;

import org.jspecify.annotations.NullMarked;
