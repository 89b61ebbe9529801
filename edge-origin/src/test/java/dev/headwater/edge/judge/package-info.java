/**
 * Public judges of HTTP caches, run against a proxy that is given by its port: the tests of {@code
 * http-cache-tests}, and scripts for {@code varnishtest}. Knows nothing of the node under test.
 */
@NullMarked
package dev.headwater.edge.judge;

import org.jspecify.annotations.NullMarked;
