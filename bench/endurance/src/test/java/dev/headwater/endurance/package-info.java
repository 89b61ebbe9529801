/**
 * Programs and tests that show what a node does over time and under trouble; none of it is shipped.
 */
@NullMarked
package dev.headwater.endurance;

import org.jspecify.annotations.NullMarked;
