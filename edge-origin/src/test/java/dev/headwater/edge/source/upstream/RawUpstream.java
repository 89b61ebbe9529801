package dev.headwater.edge.source.upstream;

import static dev.headwater.edge.source.upstream.Loop.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream server on loopback that says exactly the bytes that a test gives it. */
final class RawUpstream {
  /** What it does with each request, whose head is there; content may still follow. */
  interface Script {
    void answer(NetSocket socket, String request);

    /** What follows the head of a POST: as far as it is read, all belongs to that request. */
    default void content(NetSocket socket, Buffer bytes) {}
  }

  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger accepted = new AtomicInteger();
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final NetServer server;
  private volatile Script script;

  private RawUpstream(Vertx vertx, NetServerOptions options, int port, Script script) {
    this.script = script;
    this.server = vertx.createNetServer(options).connectHandler(this::connected);
    await(server.listen(port, "127.0.0.1"));
  }

  static RawUpstream start(Vertx vertx, Script script) {
    return new RawUpstream(vertx, new NetServerOptions(), 0, script);
  }

  static RawUpstream start(Vertx vertx, NetServerOptions options, Script script) {
    return new RawUpstream(vertx, options, 0, script);
  }

  static RawUpstream startOn(Vertx vertx, int port, Script script) {
    return new RawUpstream(vertx, new NetServerOptions(), port, script);
  }

  /** Says this to every request. */
  static Script says(String response) {
    return (socket, _) -> socket.write(Buffer.buffer(response, "ISO-8859-1"));
  }

  /** Says this to every request, and closes the connection. */
  static Script saysAndCloses(String response) {
    return (socket, _) -> socket.end(Buffer.buffer(response, "ISO-8859-1"));
  }

  /** A header section of these lines. */
  static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  static String ok(String content) {
    return head("HTTP/1.1 200 OK", "Content-Length: " + content.length()) + content;
  }

  void now(Script next) {
    script = next;
  }

  int port() {
    return server.actualPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  void stop() {
    await(server.close());
  }

  private void connected(NetSocket socket) {
    open.incrementAndGet();
    accepted.incrementAndGet();
    socket.closeHandler(_ -> {
      open.decrementAndGet();
      socket.resume(); // a paused one would keep the memory of what it has read
    });
    socket.exceptionHandler(_ -> {});
    StringBuilder received = new StringBuilder();
    socket.handler(bytes -> {
      received.append(bytes.toString("ISO-8859-1"));
      for (int end = end(received); end >= 0; end = end(received)) {
        String request = received.substring(0, end);
        received.delete(0, end);
        requests.add(request);
        Script current = script;
        current.answer(socket, request);
        if (request.startsWith("POST")) {
          current.content(socket, Buffer.buffer(received.toString(), "ISO-8859-1"));
          socket.handler(more -> current.content(socket, more));
          return;
        }
      }
    });
  }

  private static int end(StringBuilder received) {
    int blank = received.indexOf("\r\n\r\n");
    return blank < 0 ? -1 : blank + 4;
  }
}
