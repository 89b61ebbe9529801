/**
 * The cache of one event loop over a source that each test plays, at a time of its own. Sockets
 * stay out.
 */
@NullMarked
package dev.headwater.edge.fill;

import org.jspecify.annotations.NullMarked;
