package dev.headwater.edge.fill;

/** Who a request comes from, as far as that decides what is done for it. */
public enum Asker {
  /** Anybody. */
  CLIENT,
  /** Another tier of ours, which sees to stale answers itself. */
  TIER,
  /** Another node of this tier: it gets what is here or on its way, and nothing is begun for it. */
  PEER,
  /** Nobody yet: it is fetched ahead of who will ask. */
  NOBODY
}
