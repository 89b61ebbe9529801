/**
 * Step 7, select: freshness, validation and ranges as pure functions of metadata and a time (RFC
 * 9110, 9111, 5861).
 */
@NullMarked
package dev.headwater.edge.select;

import org.jspecify.annotations.NullMarked;
