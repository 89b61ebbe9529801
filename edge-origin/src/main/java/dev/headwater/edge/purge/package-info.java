/**
 * What was purged, and what that means for what is stored: the table that the control feed fills
 * and that every read of every tier is held against. Where the purges come from stays out.
 */
@NullMarked
package dev.headwater.edge.purge;

import org.jspecify.annotations.NullMarked;
