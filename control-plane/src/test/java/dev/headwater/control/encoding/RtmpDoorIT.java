package dev.headwater.control.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the RTMP port does with connections that don't publish. */
class RtmpDoorIT {
  private final List<Socket> sockets = new ArrayList<>();
  private TestLive live;

  @BeforeEach
  void start() {
    live = new TestLive(Map.of("srt", "false", "idle", "2s", "max-connections-per-address", "3"));
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    live.close();
  }

  @Test
  void whoSendsNothingIsCut() throws IOException {
    assertCutWithin(connect(), Duration.ofSeconds(5));
  }

  @Test
  void whoSpeaksSomethingElseIsCut() throws IOException {
    Socket socket = connect();
    socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    assertCutWithin(socket, Duration.ofSeconds(1));
  }

  @Test
  void whoDripsBytesWithoutPublishingIsCut() throws IOException {
    Socket socket = connect();
    Thread dripping = Thread.ofVirtual().start(() -> drip(socket));
    assertCutWithin(socket, Duration.ofSeconds(13));
    dripping.interrupt();
  }

  @Test
  void whoSendsMuchBeforeItPublishesIsCut() throws IOException {
    Socket socket = connect();
    OutputStream out = socket.getOutputStream();
    try {
      out.write(3);
      out.write(new byte[70_000]);
    } catch (SocketException e) {
      return; // it was cut before it had sent all
    }
    assertCutWithin(socket, Duration.ofSeconds(1));
  }

  @Test
  void oneAddressHasSoManyConnectionsAndNoMore() throws IOException {
    Socket first = connect();
    connect();
    connect();
    assertCutWithin(connect(), Duration.ofSeconds(1));
    first.close();
    TestLive.await(() -> isLetIn());
  }

  private boolean isLetIn() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), live.rtmpPort())) {
      socket.setSoTimeout(300);
      socket.getOutputStream().write(3);
      return socket.getInputStream().read() != -1;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void drip(Socket socket) {
    try {
      socket.getOutputStream().write(3);
      while (true) {
        Thread.sleep(500);
        socket.getOutputStream().write(0);
      }
    } catch (IOException | InterruptedException e) {
      return; // it was cut
    }
  }

  private static void assertCutWithin(Socket socket, Duration limit) throws IOException {
    socket.setSoTimeout((int) limit.toMillis());
    try {
      socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), live.rtmpPort());
    sockets.add(socket);
    return socket;
  }
}
