/** A source that fails on purpose. What nodes make of it stays out. */
@NullMarked
package dev.headwater.endurance.source;

import org.jspecify.annotations.NullMarked;
