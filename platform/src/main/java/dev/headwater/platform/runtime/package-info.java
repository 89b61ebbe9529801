/**
 * What a server process runs on: the event-loop transport, worker threads, contexts. Nothing of
 * HTTP or HLS.
 */
@NullMarked
package dev.headwater.platform.runtime;

import org.jspecify.annotations.NullMarked;
