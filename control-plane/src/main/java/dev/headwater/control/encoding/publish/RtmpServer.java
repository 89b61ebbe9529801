package dev.headwater.control.encoding.publish;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;

/** Listens for encoders that publish by RTMP. Thread-safe. */
public final class RtmpServer {
  private final Vertx vertx;
  private final RtmpParts parts;
  private final WrongKeys wrongKeys = new WrongKeys();
  private final Connections connections;
  private final NetServer server;

  private RtmpServer(Vertx vertx, RtmpParts parts) {
    this.vertx = vertx;
    this.parts = parts;
    connections =
        new Connections(parts.limits().maxConnections(), parts.limits().maxConnectionsPerAddress());
    server =
        vertx
            .createNetServer(new NetServerOptions().setTcpNoDelay(true).setTcpKeepAlive(true))
            .connectHandler(this::connected);
  }

  /** Fails where the port can't be bound. */
  public static Future<RtmpServer> listen(Vertx vertx, String host, int port, RtmpParts parts) {
    RtmpServer server = new RtmpServer(vertx, parts);
    return server.server.listen(port, host).map(server);
  }

  private void connected(NetSocket socket) {
    String address = socket.remoteAddress().hostAddress();
    if (!connections.enter(address)) {
      socket.close();
      return;
    }
    RtmpConnection connection = new RtmpConnection(vertx, parts, wrongKeys, socket);
    socket.closeHandler(_ -> {
      connections.left(address);
      connection.closed();
    });
    connection.start();
  }

  public int port() {
    return server.actualPort();
  }

  public Future<Void> close() {
    return server.close();
  }
}
