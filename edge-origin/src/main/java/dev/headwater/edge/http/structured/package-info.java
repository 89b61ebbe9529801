/**
 * Structured field values (RFC 9651): data types, a strict parser and a serialiser. Pure Java. What
 * a particular field means stays out.
 */
@NullMarked
package dev.headwater.edge.http.structured;

import org.jspecify.annotations.NullMarked;
