package dev.headwater.edge.peer;

/**
 * A lease that this node holds, renewed until one of its ends is called; later calls change
 * nothing. Thread-safe.
 */
interface Lease {
  /** Its place in the order of the leases of its key. */
  long token();

  /** Whether nobody can have taken it since it was renewed; see {@link Tenure#isSure}. */
  boolean isSure();

  /** Told, on the event loop of the leases, when it is another's. */
  void whenLost(Runnable then);

  /** All has come: for a while, nodes that come late are still sent here. */
  void done();

  /** Nothing, or not all, has come: the next one may try. */
  void release();
}
