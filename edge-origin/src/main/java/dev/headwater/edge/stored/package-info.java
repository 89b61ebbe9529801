/**
 * Responses as the cache keeps them, and the memory that holds their bytes. Where they are kept
 * stays out.
 */
@NullMarked
package dev.headwater.edge.stored;

import org.jspecify.annotations.NullMarked;
