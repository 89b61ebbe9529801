/**
 * The source of the edge role: upstream HTTP/1.1 servers, of which one is chosen by key, watched,
 * and left for another when it fails. What an answer means for a cache stays out, and so does every
 * other kind of source.
 */
@NullMarked
package dev.headwater.edge.source.upstream;

import org.jspecify.annotations.NullMarked;
