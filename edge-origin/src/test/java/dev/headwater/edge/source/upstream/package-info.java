/**
 * The source of the edge role against peers that say exactly what a test gives them. What a cache
 * makes of their answers stays out.
 */
@NullMarked
package dev.headwater.edge.source.upstream;

import org.jspecify.annotations.NullMarked;
