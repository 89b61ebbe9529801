package dev.headwater.edge.peer;

import io.vertx.core.Future;

/** Gives each key to one node at a time. Never fails its caller. */
interface Leases {
  /** Asks for the lease of a key; one that this node had already is replaced by a new one. */
  Future<Claim> claim(String key);

  /** Asks for it in place of a holder that is of no use, unless it has another one by now. */
  Future<Claim> replace(String key, Holder useless);
}
