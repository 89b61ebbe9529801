/**
 * The caching policy that a node goes by: where it comes from, and how another one takes its place.
 * What it means for a request stays out.
 */
@NullMarked
package dev.headwater.edge.policy;

import org.jspecify.annotations.NullMarked;
