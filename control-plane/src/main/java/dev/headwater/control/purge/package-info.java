/**
 * Purges: who may ask for which, how they get into the feed, and which nodes have applied them.
 * What a node does with one stays out.
 */
@NullMarked
package dev.headwater.control.purge;

import org.jspecify.annotations.NullMarked;
