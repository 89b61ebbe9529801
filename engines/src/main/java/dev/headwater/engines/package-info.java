/** What engines is. */
@NullMarked
package dev.headwater.engines;

import org.jspecify.annotations.NullMarked;
