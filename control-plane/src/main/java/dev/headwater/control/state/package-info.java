/**
 * The Redis that keeps state for all instances. What is kept there belongs to the packages that ask
 * it; each of them goes on without it.
 */
@NullMarked
package dev.headwater.control.state;

import org.jspecify.annotations.NullMarked;
