/**
 * What a node that media of a channel comes to tells the others, which follow it, as it is sent.
 */
@NullMarked
package dev.headwater.edge.live.follow;

import org.jspecify.annotations.NullMarked;
