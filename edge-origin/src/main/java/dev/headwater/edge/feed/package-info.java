/**
 * The control feed as a node follows it: read in order, put in force, kept on disk, acknowledged.
 * What a purge or a publication then means is for the packages that are told.
 */
@NullMarked
package dev.headwater.edge.feed;

import org.jspecify.annotations.NullMarked;
