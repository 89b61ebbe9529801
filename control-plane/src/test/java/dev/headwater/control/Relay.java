package dev.headwater.control;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server that can be cut, or go silent. Thread-safe. */
final class Relay implements AutoCloseable {
  private enum Mode {
    OPEN,
    SILENT,
    CUT
  }

  private final Vertx vertx = Vertx.vertx();
  private final NetClient client = vertx.createNetClient();
  private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
  private final NetServer server;
  private volatile Mode mode = Mode.OPEN;

  Relay(String host, int port) {
    server = vertx.createNetServer().connectHandler(near -> connect(near, host, port));
    TestControlPlane.await(server.listen(0, "127.0.0.1"));
  }

  int port() {
    return server.actualPort();
  }

  void open() {
    mode = Mode.OPEN;
  }

  /** Connections stay, and nothing comes through them. */
  void silence() {
    mode = Mode.SILENT;
  }

  /** Connections end, and new ones are refused. */
  void cut() {
    mode = Mode.CUT;
    sockets.forEach(NetSocket::close);
  }

  private void connect(NetSocket near, String host, int port) {
    if (mode == Mode.CUT) {
      near.close();
      return;
    }
    near.pause();
    Future<NetSocket> far = client.connect(port, host);
    far.onFailure(_ -> near.close());
    far.onSuccess(socket -> {
      join(near, socket);
      join(socket, near);
      near.resume();
    });
  }

  private void join(NetSocket from, NetSocket to) {
    sockets.add(from);
    from.handler(bytes -> {
      if (mode == Mode.OPEN) {
        to.write(bytes);
      }
    });
    from.closeHandler(_ -> {
      sockets.remove(from);
      to.close();
    });
  }

  @Override
  public void close() {
    TestControlPlane.await(vertx.close());
  }
}
