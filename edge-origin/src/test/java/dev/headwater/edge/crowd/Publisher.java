package dev.headwater.edge.crowd;

import dev.headwater.edge.TestChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Publishes what a crowd waits for. Confined to one thread. */
interface Publisher extends AutoCloseable {
  /** When the last byte of what is published was handed to the kernel. */
  long publish() throws IOException;

  @Override
  void close() throws IOException;

  /** An encoder's one request that lasts: a part of a channel each time. */
  static Publisher encoder(int port, String channel, String key, int partBytes) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    OutputStream out = socket.getOutputStream();
    send(
        out,
        "PUT /ingest/%s/main.cmfv HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
            .formatted(channel, TestChannel.basic(channel, key)));
    chunk(out, SyntheticTrack.header());
    SyntheticTrack track = new SyntheticTrack(partBytes);
    return of(socket, () -> chunk(out, track.fragment()));
  }

  /** A call that has a bare server answer all. */
  static Publisher call(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    OutputStream out = socket.getOutputStream();
    return of(socket, () -> send(out, "POST /publish HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
  }

  /** Sends something. */
  @FunctionalInterface
  interface Sending {
    void send() throws IOException;
  }

  private static Publisher of(Socket socket, Sending sending) {
    return new Publisher() {
      @Override
      public long publish() throws IOException {
        sending.send();
        return System.nanoTime();
      }

      @Override
      public void close() throws IOException {
        socket.close();
      }
    };
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static void chunk(OutputStream out, byte[] bytes) throws IOException {
    byte[] head = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[head.length + bytes.length + 2];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(bytes, 0, whole, head.length, bytes.length);
    whole[whole.length - 2] = '\r';
    whole[whole.length - 1] = '\n';
    out.write(whole);
    out.flush();
  }
}
