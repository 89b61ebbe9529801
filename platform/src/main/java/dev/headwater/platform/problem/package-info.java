/**
 * Problem details for HTTP APIs (RFC 9457). Which failure becomes which problem is decided by each
 * server, not here.
 */
@NullMarked
package dev.headwater.platform.problem;

import org.jspecify.annotations.NullMarked;
