/** What edge-origin is. */
@NullMarked
package dev.headwater.edge;

import org.jspecify.annotations.NullMarked;
