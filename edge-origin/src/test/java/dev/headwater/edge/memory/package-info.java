/** Tests of the arena and of bodies in it. */
@NullMarked
package dev.headwater.edge.memory;

import org.jspecify.annotations.NullMarked;
