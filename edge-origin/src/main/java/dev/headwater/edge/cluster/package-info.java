/**
 * What the nodes of a region tell each other while they can: who is there, notices, and how many
 * viewers watch what. Hazelcast is known here alone, and runs on a Vert.x of its own. Nothing that
 * an answer to a viewer needs may be put here: the cluster may be away at any time.
 */
@NullMarked
package dev.headwater.edge.cluster;

import org.jspecify.annotations.NullMarked;
