package dev.headwater.edge.live;

import dev.headwater.edge.peer.Owner;

/**
 * Whether the node that a channel's media is handed on to still owns it. A Redis that has forgotten
 * who does is told again within half a second: one look without an owner means nothing. Confined to
 * one event loop.
 */
final class OwnerWatch {
  private final String address;
  private boolean none; // when it was looked last

  /**
   * @param address of the node
   */
  OwnerWatch(String address) {
    this.address = address;
  }

  /** Whether it does no longer, by what was found now, a second after the last time. */
  boolean isOver(Owner found) {
    boolean before = none;
    none = found instanceof Owner.None;
    return switch (found) {
      case Owner.Other(String now) -> !now.equals(address);
      case Owner.Here _ -> true;
      case Owner.None _ -> before;
      case Owner.Unknown _ -> false;
    };
  }
}
