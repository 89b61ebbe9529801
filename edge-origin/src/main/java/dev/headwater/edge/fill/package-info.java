/**
 * Steps 4 to 6, look up, shed and fill: one answer for concurrent lookups of a key. HTTP stays out.
 */
@NullMarked
package dev.headwater.edge.fill;

import org.jspecify.annotations.NullMarked;
