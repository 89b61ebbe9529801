/**
 * Proactive negotiation of content codings: weights, what a client takes, and the normal form of
 * its wish (RFC 9110, sections 12.4.2 and 12.5.3). Pure functions; compressing stays out.
 */
@NullMarked
package dev.headwater.edge.http.negotiation;

import org.jspecify.annotations.NullMarked;
