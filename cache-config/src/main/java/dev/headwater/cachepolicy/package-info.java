/**
 * The caching policy as data: kinds of resource, which paths are of which kind, lifetimes, tiers,
 * content types, tags. Pure Java. Who may have a resource, and how a cache works, stay out.
 */
@NullMarked
package dev.headwater.cachepolicy;

import org.jspecify.annotations.NullMarked;
