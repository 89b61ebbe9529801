/**
 * Purges: who may ask for which, how they get into the feed, and which nodes and CDNs have applied
 * them. What a node does with one, and how a CDN is told, stays out.
 */
@NullMarked
package dev.headwater.control.purge;

import org.jspecify.annotations.NullMarked;
