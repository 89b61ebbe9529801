/**
 * What a server process runs on: the event-loop transport, worker threads, contexts, and the clock
 * of what lasts a while. Nothing of HTTP or HLS.
 */
@NullMarked
package dev.headwater.platform.runtime;

import org.jspecify.annotations.NullMarked;
