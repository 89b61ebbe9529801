/**
 * Live channels: what encoders send, the timelines that come of it, and what is served of them. The
 * way of a request through the tiers stays out.
 */
@NullMarked
package dev.headwater.edge.live;

import org.jspecify.annotations.NullMarked;
