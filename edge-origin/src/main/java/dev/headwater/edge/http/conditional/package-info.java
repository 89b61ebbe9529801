/**
 * Conditional requests: validators, preconditions in their order, and what a 304 carries (RFC 9110,
 * sections 8.8, 13 and 15.4.5). Pure functions; how a stored response is found, and whether it is
 * fresh, stays out.
 */
@NullMarked
package dev.headwater.edge.http.conditional;

import org.jspecify.annotations.NullMarked;
