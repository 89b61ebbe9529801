package dev.headwater.edge.peer;

import static dev.headwater.edge.peer.Await.await;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a server, which can be cut, as when it is killed, or frozen, as when it hangs. */
final class Wire {
  private final NetServer server;
  private final NetClient client;
  private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
  private volatile int target;
  private volatile boolean cut;
  private volatile boolean frozen;

  Wire(Vertx vertx) {
    this.client = vertx.createNetClient();
    this.server =
        await(vertx.createNetServer().connectHandler(this::connected).listen(0, "127.0.0.1"));
  }

  void leadTo(int port) {
    target = port;
  }

  String address() {
    return "127.0.0.1:" + server.actualPort();
  }

  private void connected(NetSocket near) {
    sockets.add(near);
    if (cut) {
      near.close();
      return;
    }
    near.pause();
    client.connect(target, "127.0.0.1").onSuccess(far -> join(near, far));
  }

  private void join(NetSocket near, NetSocket far) {
    sockets.add(far);
    near.exceptionHandler(_ -> far.close());
    far.exceptionHandler(_ -> near.close());
    near.closeHandler(_ -> far.close());
    far.closeHandler(_ -> near.close());
    forward(near, far);
    forward(far, near);
    near.resume();
  }

  private void forward(NetSocket from, NetSocket to) {
    from.handler(bytes -> {
      if (!frozen) {
        to.write(bytes);
      }
    });
  }

  void cut() {
    cut = true;
    sockets.forEach(NetSocket::close);
  }

  void freeze() {
    frozen = true;
  }

  /** What was on its way while it was frozen is lost: connections from before are of no use. */
  void thaw() {
    frozen = false;
  }
}
