/**
 * What a shared HTTP cache may do (RFC 9111, with RFC 5861, 8246 and 9213), as pure functions of
 * messages and times: whether a response may be stored, how long it is fresh, which requests select
 * it, how it is validated and what a request invalidates. Pure Java, without clocks. Keeping and
 * sending responses stays out; so do the preconditions and ranges of a client.
 */
@NullMarked
package dev.headwater.edge.http.caching;

import org.jspecify.annotations.NullMarked;
