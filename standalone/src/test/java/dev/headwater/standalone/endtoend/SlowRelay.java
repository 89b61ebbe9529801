package dev.headwater.standalone.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A way to a server that is slow upwards, counts what goes there, and can be cut. Thread-safe. */
final class SlowRelay implements AutoCloseable {
  private static final int PIECE = 64 * 1024;

  /** 64 KiB every 4 ms: 16 MiB a second at most. */
  private static final long PAUSE_NANOS = 4_000_000;

  private final ServerSocket door;
  private final URI server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong sentBytes = new AtomicLong();

  SlowRelay(URI server) {
    this.server = server;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  /** Towards the server. */
  long sentBytes() {
    return sentBytes.get();
  }

  /** Ends all connections; new ones are let through. */
  void cut() {
    sockets.forEach(SlowRelay::end);
  }

  private void accept() {
    try {
      while (true) {
        Socket near = door.accept();
        Socket far = new Socket(server.getHost(), server.getPort());
        sockets.add(near);
        sockets.add(far);
        Thread.ofVirtual().start(() -> copy(near, far, true));
        Thread.ofVirtual().start(() -> copy(far, near, false));
      }
    } catch (IOException closed) {
      cut();
    }
  }

  private void copy(Socket from, Socket to, boolean upwards) {
    byte[] piece = new byte[PIECE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        out.write(piece, 0, count);
        if (upwards) {
          sentBytes.addAndGet(count);
          LockSupport.parkNanos(PAUSE_NANOS * count / PIECE);
        }
      }
    } catch (IOException broken) {
      // as a way that breaks: both ends see it
    } finally {
      end(from);
      end(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
