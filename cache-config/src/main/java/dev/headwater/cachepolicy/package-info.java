/** What cache-config is. */
@NullMarked
package dev.headwater.cachepolicy;

import org.jspecify.annotations.NullMarked;
