/** Tests of how answers are written. */
@NullMarked
package dev.headwater.edge.respond;

import org.jspecify.annotations.NullMarked;
