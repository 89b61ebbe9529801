/** Tests of the connections to Redis, on real servers and on some that fail on purpose. */
@NullMarked
package dev.headwater.edge.redis;

import org.jspecify.annotations.NullMarked;
