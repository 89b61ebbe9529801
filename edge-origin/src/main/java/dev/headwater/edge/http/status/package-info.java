/**
 * The Cache-Status field: how a cache handled a request, as a value and as text (RFC 9211, RFC
 * 9651). Pure Java; counting outcomes stays out.
 */
@NullMarked
package dev.headwater.edge.http.status;

import org.jspecify.annotations.NullMarked;
