/**
 * Object storage as both planes see it: immutable objects under slash-separated keys. Caching stays
 * out.
 */
@NullMarked
package dev.headwater.platform.store;

import org.jspecify.annotations.NullMarked;
