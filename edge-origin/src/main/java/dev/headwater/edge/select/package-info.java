/**
 * Step 7, select: which answer a request gets from a response that there is, as a pure function
 * (RFC 9110, sections 13 and 14).
 */
@NullMarked
package dev.headwater.edge.select;

import org.jspecify.annotations.NullMarked;
