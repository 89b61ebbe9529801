/**
 * Hops between this node and viewers, such as a CDN or another node of ours, and what goes to whom:
 * a hop that proves what it is has checked the viewer. Who may have what is decided in {@code
 * admission}.
 */
@NullMarked
package dev.headwater.edge.hop;

import org.jspecify.annotations.NullMarked;
