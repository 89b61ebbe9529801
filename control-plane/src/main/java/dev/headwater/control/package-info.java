/** What control-plane is. */
@NullMarked
package dev.headwater.control;

import org.jspecify.annotations.NullMarked;
