package dev.headwater.standalone.planes;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** A connection to a port of this machine that can be cut and mended. Thread-safe. */
final class Wire implements AutoCloseable {
  private final NetServer server;
  private final NetClient client;
  private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  /**
   * A new one, in one piece.
   *
   * @param port where it leads now
   */
  Wire(Vertx vertx, IntSupplier port) {
    this.client = vertx.createNetClient();
    this.server =
        vertx
            .createNetServer()
            .connectHandler(socket -> {
              if (cut) {
                socket.close();
                return;
              }
              socket.pause();
              track(socket);
              client
                  .connect(port.getAsInt(), "127.0.0.1")
                  .onSuccess(other -> {
                    track(other);
                    socket.pipeTo(other);
                    other.pipeTo(socket);
                  })
                  .onFailure(_ -> socket.close());
            });
    Planes.await(server.listen(0, "127.0.0.1"));
  }

  private void track(NetSocket socket) {
    open.add(socket);
    socket.closeHandler(_ -> open.remove(socket));
  }

  int port() {
    return server.actualPort();
  }

  void cut() {
    cut = true;
    open.forEach(NetSocket::close);
  }

  void mend() {
    cut = false;
  }

  @Override
  public void close() {
    cut();
    Planes.await(server.close());
    Planes.await(client.close());
  }
}
