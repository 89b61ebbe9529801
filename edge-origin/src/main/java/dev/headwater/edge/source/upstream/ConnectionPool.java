package dev.headwater.edge.source.upstream;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.failure.FailureException;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to one upstream server: the one used last is used first, and at
 * the bound, who asks waits in line. Requests with content, which last as long as their clients
 * like, may have half of them. Event-loop confined.
 */
final class ConnectionPool implements Connection.Owner {
  private static final String BUSY = "too many requests wait for a connection to the upstream";

  /** Which connections will do. */
  enum Choice {
    /** One that is idle, else a new one. */
    ANY,
    /** A new one, while there is room for it. */
    UNUSED,
    /** A new one: those that are idle have proved stale, and are closed. */
    NEW
  }

  /**
   * Who asks for one.
   *
   * @param hasContent whether it is for a request with content
   */
  record Asking(Promise<Connection> promise, boolean hasContent) {}

  private record Idle(Connection connection, long sinceNanos) {}

  private final Vertx vertx;
  private final NetClient client;
  private final ConnectOptions address;
  private final UpstreamSettings settings;
  private final Set<Connection> open = new HashSet<>();
  private final Deque<Idle> idle = new ArrayDeque<>(); // the longest idle first
  private final Deque<Asking> waiting = new ArrayDeque<>();
  private final Set<Connection> sending = new HashSet<>(); // those with a request that has content
  private int connecting;
  private int connectingToSend;
  private boolean sweeping;
  private boolean closed;

  ConnectionPool(Vertx vertx, NetClient client, ConnectOptions address, UpstreamSettings settings) {
    this.vertx = vertx;
    this.client = client;
    this.address = address;
    this.settings = settings;
  }

  /**
   * Gives a connection on which an exchange may begin; it comes back by itself when the exchange
   * ends. Fails where none can be made, or too many wait.
   */
  void take(Asking asked, Choice choice) {
    if (choice == Choice.NEW) {
      List.copyOf(idle).forEach(one -> one.connection.close());
    }
    if (!hasShare(asked)) {
      waitInLine(asked);
      return;
    }
    Idle last = choice == Choice.UNUSED && hasRoom() ? null : idle.pollLast();
    if (last != null) {
      give(last.connection, asked);
    } else if (hasRoom()) {
      connect(asked);
    } else {
      waitInLine(asked);
    }
  }

  private void waitInLine(Asking asked) {
    boolean fits = waiting.size() < settings.maxWaiting();
    if (fits && (!asked.hasContent || waitingToSend() < half(settings.maxWaiting()))) {
      waiting.add(asked);
    } else {
      asked.promise.fail(new FailureException(new Failure.Shed(BUSY, UpstreamGroup.RETRY_AFTER)));
    }
  }

  private long waitingToSend() {
    return waiting.stream().filter(Asking::hasContent).count();
  }

  private boolean hasShare(Asking asked) {
    return !asked.hasContent || sending.size() + connectingToSend < half(settings.connections());
  }

  private static int half(int all) {
    return (all + 1) / 2;
  }

  private void give(Connection connection, Asking asked) {
    if (asked.hasContent) {
      sending.add(connection);
    }
    asked.promise.complete(connection);
  }

  /** No longer waits; a connection that comes all the same is kept for another. */
  void forget(Asking asked) {
    waiting.remove(asked);
  }

  private boolean hasRoom() {
    return open.size() + connecting < settings.connections();
  }

  private void connect(Asking asked) {
    connecting++;
    connectingToSend += asked.hasContent ? 1 : 0;
    client
        .connect(address)
        .onComplete(
            socket -> {
              connected(asked);
              Connection connection = new Connection((NetSocketInternal) socket, this);
              open.add(connection);
              if (closed) {
                connection.close();
                asked.promise.tryFail("closed");
              } else {
                give(connection, asked);
              }
            },
            cause -> {
              connected(asked);
              asked.promise.tryFail(cause);
              serveNext();
            });
  }

  private void connected(Asking asked) {
    connecting--;
    connectingToSend -= asked.hasContent ? 1 : 0;
  }

  private void serveNext() {
    Asking next = hasRoom() ? nextInLine() : null;
    if (next != null) {
      connect(next);
    }
  }

  private @Nullable Asking nextInLine() {
    Asking next = waiting.stream().filter(this::hasShare).findFirst().orElse(null);
    if (next != null) {
      waiting.remove(next);
    }
    return next;
  }

  @Override
  public void released(Connection connection) {
    sending.remove(connection);
    if (closed) {
      connection.close();
      return;
    }
    Asking next = nextInLine();
    if (next != null) {
      give(connection, next);
    } else {
      idle.addLast(new Idle(connection, System.nanoTime()));
      sweepLater();
    }
  }

  @Override
  public void closed(Connection connection) {
    open.remove(connection);
    sending.remove(connection);
    idle.removeIf(one -> one.connection == connection);
    serveNext();
  }

  private void sweepLater() {
    if (!sweeping) {
      sweeping = true;
      vertx.setTimer(settings.idleTimeout().toMillis(), _ -> sweep());
    }
  }

  private void sweep() {
    sweeping = false;
    long limit = System.nanoTime() - settings.idleTimeout().toNanos();
    List<Idle> all = new ArrayList<>(idle);
    all.stream().filter(one -> one.sinceNanos - limit <= 0).forEach(one -> one.connection.close());
    if (!idle.isEmpty() && !closed) {
      sweepLater();
    }
  }

  /** How many connections there are, idle or not. */
  int size() {
    return open.size();
  }

  void close() {
    closed = true;
    List.copyOf(open).forEach(Connection::close);
    waiting.forEach(asked -> asked.promise.tryFail("closed"));
    waiting.clear();
  }
}
