/**
 * What an intermediary does to the fields of messages that it forwards (RFC 9110, section 7.6; RFC
 * 8586). Pure functions; caching, conditions and ranges stay out, and so does the framing of
 * content, which belongs to the connection.
 */
@NullMarked
package dev.headwater.edge.http.forward;

import org.jspecify.annotations.NullMarked;
