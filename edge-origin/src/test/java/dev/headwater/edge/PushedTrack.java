package dev.headwater.edge;

import dev.headwater.edge.crowd.SyntheticTrack;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A track of pictures, synthetic ones if no others are given, that is pushed on one request, at the
 * pace of time. Thread-safe.
 */
final class PushedTrack implements AutoCloseable {
  private static final long FRAGMENT_NANOS = 333_333_333;
  private static final int FRAGMENT_BYTES = 2_000;

  private final Socket socket;
  private final OutputStream out;
  private final Supplier<byte[]> fragments;
  private final AtomicBoolean stalled = new AtomicBoolean();
  private final Thread thread = Thread.ofVirtual().unstarted(this::push);

  /**
   * @param path below the channel, such as {@code backup/180p.cmfv}
   */
  PushedTrack(int port, String channel, String key, String path) throws IOException {
    this(
        port,
        channel,
        key,
        path,
        SyntheticTrack.header(),
        new SyntheticTrack(FRAGMENT_BYTES)::fragment);
  }

  /**
   * @param fragments each as it is sent
   */
  PushedTrack(
      int port, String channel, String key, String path, byte[] header, Supplier<byte[]> fragments)
      throws IOException {
    this.fragments = fragments;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    write(
        "PUT /ingest/%s/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
            .formatted(channel, path, TestChannel.basic(channel, key)));
    chunk(header);
    thread.start();
  }

  private void push() {
    long next = System.nanoTime();
    try {
      while (!stalled.get()) {
        chunk(fragments.get());
        next += FRAGMENT_NANOS;
        LockSupport.parkNanos(next - System.nanoTime());
      }
      byte[] fragment = fragments.get();
      chunk(Arrays.copyOf(fragment, fragment.length / 2));
    } catch (IOException e) {
      stalled.set(true); // it was closed, or refused
    }
  }

  /** Sends half a fragment, and then nothing more, on a connection that stays. */
  void stall() throws InterruptedException {
    stalled.set(true);
    thread.join();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void chunk(byte[] bytes) throws IOException {
    write(Integer.toHexString(bytes.length) + "\r\n");
    out.write(bytes);
    write("\r\n");
    out.flush();
  }

  /** Its connection ends without a word. */
  void cut() throws IOException {
    stalled.set(true);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
