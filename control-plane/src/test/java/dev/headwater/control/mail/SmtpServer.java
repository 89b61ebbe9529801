package dev.headwater.control.mail;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes mail on loopback and delivers none (RFC 5321, as little of it as a client needs). */
final class SmtpServer {
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final NetServer server;

  private SmtpServer(Vertx vertx) {
    server = vertx.createNetServer().connectHandler(this::talk);
  }

  static SmtpServer start(Vertx vertx) {
    SmtpServer server = new SmtpServer(vertx);
    server.server.listen(0, "127.0.0.1").await();
    return server;
  }

  int port() {
    return server.actualPort();
  }

  /** Envelope and content of each mail. */
  List<String> received() {
    return received;
  }

  private void talk(NetSocket socket) {
    StringBuilder mail = new StringBuilder();
    boolean[] content = {false};
    socket.write("220 test ESMTP\r\n");
    socket.handler(
        RecordParser.newDelimited(
            "\r\n",
            bytes -> {
              String line = bytes.toString();
              if (content[0]) {
                content[0] = !line.equals(".");
                if (!content[0]) {
                  received.add(mail.toString());
                  mail.setLength(0);
                  socket.write("250 taken\r\n");
                  return;
                }
              } else {
                content[0] = line.equals("DATA");
                socket.write(answer(line));
              }
              mail.append(line).append('\n');
            }));
  }

  private static String answer(String line) {
    if (line.startsWith("EHLO")) {
      return "250-test\r\n250 8BITMIME\r\n";
    }
    return line.equals("DATA") ? "354 go on\r\n" : "250 fine\r\n";
  }
}
