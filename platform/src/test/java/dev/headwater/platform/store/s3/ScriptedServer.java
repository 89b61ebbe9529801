package dev.headwater.platform.store.s3;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on the loopback interface that answers each request as a test says, right or wrong, byte
 * by byte. Requests have no body, or one that comes with the head. Thread-safe.
 */
final class ScriptedServer {
  static final String DATED = "ETag: \"e\"\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n";

  /** Answers a request on its connection. */
  @FunctionalInterface
  interface Answer {
    void to(String request, NetSocket connection);
  }

  private final NetServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger();

  private ScriptedServer(NetServer server) {
    this.server = server;
  }

  /** The last answer goes to all further requests. */
  static Future<ScriptedServer> listen(Vertx vertx, Answer... answers) {
    ScriptedServer scripted = new ScriptedServer(vertx.createNetServer());
    scripted.server.connectHandler(connection -> scripted.serve(connection, answers));
    return scripted.server.listen(0, "127.0.0.1").map(_ -> scripted);
  }

  /** These bytes, with CR LF for each line end. */
  static Answer says(String... lines) {
    return (_, connection) -> connection.write(String.join("\r\n", lines));
  }

  /** A status line and a body that is well described. */
  static Answer whole(int status, String body) {
    return says("HTTP/1.1 " + status + " S", DATED + "Content-Length: " + body.length(), "", body);
  }

  static Answer nothing() {
    return (_, _) -> {};
  }

  /** The answer, after which the connection is closed. */
  static Answer thenCloses(Answer answer) {
    return (request, connection) -> {
      answer.to(request, connection);
      connection.close();
    };
  }

  private void serve(NetSocket connection, Answer... answers) {
    open.incrementAndGet();
    connection.closeHandler(_ -> open.decrementAndGet());
    connection.handler((Buffer bytes) -> {
      requests.add(bytes.toString());
      int number = Math.min(requests.size(), answers.length);
      answers[number - 1].to(bytes.toString(), connection);
    });
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** As they came, in the order in which they came. */
  List<String> requests() {
    return requests;
  }

  int openConnections() {
    return open.get();
  }
}
