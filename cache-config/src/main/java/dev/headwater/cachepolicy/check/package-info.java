/** What every policy has to keep, and which cases show that one doesn't. Pure functions. */
@NullMarked
package dev.headwater.cachepolicy.check;

import org.jspecify.annotations.NullMarked;
