package dev.headwater.edge.cluster;

/**
 * A node of the cluster. Immutable.
 *
 * @param node its name, which no other node has
 * @param role what lies behind it
 * @param address where other nodes reach it
 */
public record Member(String node, String role, String region, String address) {}
