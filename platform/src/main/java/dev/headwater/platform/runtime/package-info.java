/** How a server process stands up: the event-loop transport. Nothing of HTTP or HLS. */
@NullMarked
package dev.headwater.platform.runtime;

import org.jspecify.annotations.NullMarked;
