/**
 * Playback tokens as a node knows them: keys, what was verified, what was revoked. Who may have
 * what is decided in {@code admission}; how the node is told stays out.
 */
@NullMarked
package dev.headwater.edge.token;

import org.jspecify.annotations.NullMarked;
