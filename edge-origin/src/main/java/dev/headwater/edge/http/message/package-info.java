/**
 * HTTP messages as data: header fields, heads of requests and responses (RFC 9110). Pure Java. What
 * a field means stays out.
 */
@NullMarked
package dev.headwater.edge.http.message;

import org.jspecify.annotations.NullMarked;
