/** Both planes together, in one process, on real engines: what only shows where they meet. */
@NullMarked
package dev.headwater.standalone.planes;

import org.jspecify.annotations.NullMarked;
