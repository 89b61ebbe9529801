/**
 * Step 1, normalise: from what a client sent to a target that holds no per-viewer state. What a
 * path means stays out.
 */
@NullMarked
package dev.headwater.edge.request;

import org.jspecify.annotations.NullMarked;
