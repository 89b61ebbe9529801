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

/**
 * The connections of one event loop to one upstream server: the one used last is used first, and at
 * the bound, who asks waits in line. Event-loop confined.
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

  private record Idle(Connection connection, long sinceNanos) {}

  private final Vertx vertx;
  private final NetClient client;
  private final ConnectOptions address;
  private final UpstreamSettings settings;
  private final Set<Connection> open = new HashSet<>();
  private final Deque<Idle> idle = new ArrayDeque<>(); // the longest idle first
  private final Deque<Promise<Connection>> waiting = new ArrayDeque<>();
  private int connecting;
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
  void take(Promise<Connection> asked, Choice choice) {
    if (choice == Choice.NEW) {
      List.copyOf(idle).forEach(one -> one.connection.close());
    }
    Idle last = choice == Choice.UNUSED && hasRoom() ? null : idle.pollLast();
    if (last != null) {
      asked.complete(last.connection);
    } else if (hasRoom()) {
      connect(asked);
    } else if (waiting.size() < settings.maxWaiting()) {
      waiting.add(asked);
    } else {
      asked.fail(new FailureException(new Failure.Shed(BUSY, UpstreamGroup.RETRY_AFTER)));
    }
  }

  /** No longer waits; a connection that comes all the same is kept for another. */
  void forget(Promise<Connection> asked) {
    waiting.remove(asked);
  }

  private boolean hasRoom() {
    return open.size() + connecting < settings.connections();
  }

  private void connect(Promise<Connection> asked) {
    connecting++;
    client
        .connect(address)
        .onComplete(
            socket -> {
              connecting--;
              Connection connection = new Connection((NetSocketInternal) socket, this);
              open.add(connection);
              if (closed) {
                connection.close();
                asked.tryFail("closed");
              } else {
                asked.complete(connection);
              }
            },
            cause -> {
              connecting--;
              asked.tryFail(cause);
              serveNext();
            });
  }

  private void serveNext() {
    if (hasRoom() && !waiting.isEmpty()) {
      connect(waiting.remove());
    }
  }

  @Override
  public void released(Connection connection) {
    if (closed) {
      connection.close();
      return;
    }
    Promise<Connection> next = waiting.poll();
    if (next != null) {
      next.complete(connection);
    } else {
      idle.addLast(new Idle(connection, System.nanoTime()));
      sweepLater();
    }
  }

  @Override
  public void closed(Connection connection) {
    open.remove(connection);
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
    waiting.forEach(promise -> promise.tryFail("closed"));
    waiting.clear();
  }
}
