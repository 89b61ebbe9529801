package dev.headwater.edge.peer;

/**
 * What one node asks another. Immutable.
 *
 * @param address of the node that is asked, as its leases have it: no other one can pass the
 *     question on to it as its own
 */
public record PeerQuestion(String address, String method, String target) {}
