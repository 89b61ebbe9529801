/** Clients that check every answer, and the count of what they found. */
@NullMarked
package dev.headwater.endurance.load;

import org.jspecify.annotations.NullMarked;
