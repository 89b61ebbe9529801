package dev.headwater.edge.cluster;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** One stay in the cluster, from joining to leaving. Thread-safe. */
interface Bus {
  /** Those that are there, this node among them. */
  List<Member> members();

  /** To all others; at most once. False where too much waits to be sent already. */
  boolean send(JsonObject message);

  /** Completes, always well, when it is over. */
  Future<Void> close();

  /** What happens to it; called on any thread. */
  interface Listener {
    void received(JsonObject message);

    /** It is of no use any more, and has to be closed. */
    void ended(Cause cause);
  }

  /** Why a stay ends that nobody has ended. */
  enum Cause {
    /** Two halves of a cluster found each other again; registrations may have got lost. */
    MERGED,
    /** It was shut down. */
    SHUT_DOWN,
    /** Others are members, and nothing is heard of any of them. */
    DEAF;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Begins one. */
  @FunctionalInterface
  interface Opening {
    Future<Bus> open(Listener listener);
  }
}
