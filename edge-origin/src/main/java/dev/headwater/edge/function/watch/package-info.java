/** Cuts off calls of functions that take too long: a thread looks at all event loops. */
@NullMarked
package dev.headwater.edge.function.watch;

import org.jspecify.annotations.NullMarked;
