package dev.headwater.edge.respond;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks now and then at all writes of one event loop that are under way, and cuts those of which
 * the client has long taken nothing: what they send is held in memory until they end. A connection
 * that is kept alive by other means doesn't help them. Event-loop confined.
 */
final class Stalls {
  /** A player that lost its network for so long begins anew. */
  private static final int LIMIT_SECONDS = 60;

  /** How late a stall may be seen; a look at a thousand writes takes far less than this. */
  private static final int SWEEP_SECONDS = 5;

  /** Looks in a row at which nothing has moved. */
  static final int LIMIT = LIMIT_SECONDS / SWEEP_SECONDS;

  private final Set<Write> underWay = new HashSet<>();

  /** Looks at the writes until the context, or Vert.x, ends. */
  static Stalls watched(Vertx vertx) {
    Stalls stalls = new Stalls();
    vertx.setPeriodic(1_000L * SWEEP_SECONDS, _ -> stalls.sweep());
    return stalls;
  }

  /** A write of a response begins; whoever begins it says when it is over. */
  Write begin(HttpServerRequest request) {
    Write write = new Write(new Wire(request));
    underWay.add(write);
    return write;
  }

  void sweep() {
    List<Write> stalled = underWay.stream().filter(Write::isStalled).toList();
    stalled.forEach(Write::cut); // which ends it, and takes it out of the set
  }

  /** One write, and how far it was when it was looked at last. */
  final class Write {
    private final Wire wire;
    private long position = Wire.EMPTY;
    private long handedOver = -1;
    private boolean wireMoves = true;
    private int still;

    private Write(Wire wire) {
      this.wire = wire;
    }

    /** What leaves a connection with streams may be another stream's. */
    private boolean isStalled() {
      long at = wire.position();
      long sent = wire.request().response().bytesWritten();
      wireMoves = at == Wire.EMPTY || at != position;
      boolean moves = sent != handedOver || (wireMoves && !wire.hasStreams());
      position = at;
      handedOver = sent;
      still = moves ? 0 : still + 1;
      return still >= LIMIT;
    }

    /** A stream alone, unless its bytes are on their way in a connection that takes none. */
    private void cut() {
      if (wireMoves) {
        wire.cut();
      } else {
        wire.close();
      }
    }

    /** It has ended, in whichever way. */
    void over() {
      underWay.remove(this);
    }
  }
}
