/**
 * The source of the origin role over a store that says exactly what a test gives it. Real stores
 * stay out.
 */
@NullMarked
package dev.headwater.edge.source.store;

import org.jspecify.annotations.NullMarked;
