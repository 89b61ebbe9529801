package dev.headwater.platform.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that asks for HTTP/2 on a connection of HTTP/1.1, byte by byte. */
class UpgradeHoldIT {
  private static final int LENGTH = 22_000; // in two frames
  private static final byte[] UPGRADE =
      "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"
          .getBytes(US_ASCII);

  /** RFC 9113, section 3.4: with SETTINGS that say nothing. */
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(US_ASCII);

  /** What the server says of itself beside its 101. */
  private static final int MOST_SETTINGS = 64;

  private static final int FRAME_HEADER = 9;
  private static final int END_STREAM = 1;

  private final Vertx vertx = Vertx.vertx();

  /** Whether the answer has been sent; complete when that would have been. */
  private final Promise<Future<Void>> answered = Promise.promise();

  private Socket socket;
  private DataInputStream in;

  @BeforeEach
  void start() throws Exception {
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .connectionHandler(UpgradeHold::set)
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1"));
    socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
    socket.setSoTimeout(30_000);
    in = new DataInputStream(socket.getInputStream());
  }

  private void answer(HttpServerRequest request) {
    Future<Void> sent = request.response().end(Buffer.buffer(new byte[LENGTH]));
    vertx.getOrCreateContext().runOnContext(_ -> answered.complete(sent));
  }

  @AfterEach
  void stop() throws Exception {
    socket.close();
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  @Test
  void theAnswerComesWhenTheClientSpeaksHttp2() throws Exception {
    socket.getOutputStream().write(UPGRADE);
    assertThat(head()).startsWith("HTTP/1.1 101 ");
    Future<Void> sent = await(answered.future());
    assertThat(in.available()).isLessThan(MOST_SETTINGS);
    socket.getOutputStream().write(PREFACE);
    assertThat(body()).isEqualTo(LENGTH);
    await(sent);
  }

  /** What it has of DATA until its end. */
  private int body() throws IOException {
    int length = 0;
    while (true) {
      byte[] header = new byte[FRAME_HEADER];
      in.readFully(header);
      int size = Buffer.buffer(header).getUnsignedMedium(0);
      in.readFully(new byte[size]);
      if (header[3] == 0) { // DATA
        length += size;
        if ((header[4] & END_STREAM) != 0) {
          return length;
        }
      }
    }
  }

  @Test
  void whatIsHeldFailsWithItsConnection() throws Exception {
    socket.getOutputStream().write(UPGRADE);
    assertThat(head()).startsWith("HTTP/1.1 101 ");
    Future<Void> sent = await(answered.future());
    assertThat(sent.isComplete()).isFalse();
    socket.close();
    assertThat(sent.toCompletionStage().toCompletableFuture())
        .failsWithin(30, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class);
  }
}
