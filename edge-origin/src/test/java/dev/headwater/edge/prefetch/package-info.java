/** Tests of what is fetched before it is asked for. */
@NullMarked
package dev.headwater.edge.prefetch;

import org.jspecify.annotations.NullMarked;
