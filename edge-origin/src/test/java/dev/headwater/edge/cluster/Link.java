package dev.headwater.edge.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A way to a port of a node, which lets some pass and others not: what it holds up meets neither an
 * answer nor an end, as where a network is parted. Thread-safe.
 */
final class Link implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final Predicate<InetAddress> passes;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * @param passes by the address of who connects; asked for each piece that is sent, either way
   */
  Link(InetSocketAddress listen, InetSocketAddress target, Predicate<InetAddress> passes) {
    this.target = target;
    this.passes = passes;
    try {
      this.server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(listen);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        Socket from = server.accept();
        open.add(from);
        Thread.ofVirtual().start(() -> connect(from));
      }
    } catch (IOException closed) {
      close();
    }
  }

  private void connect(Socket from) {
    InetAddress who = from.getInetAddress();
    try (from;
        Socket to = new Socket()) {
      open.add(to);
      to.connect(target);
      Thread back = Thread.ofVirtual().start(() -> copy(to, from, who));
      copy(from, to, who);
      back.join();
    } catch (IOException | InterruptedException gone) {
      open.remove(from); // who connected hears of it by the end of the connection
    }
  }

  private void copy(Socket from, Socket to, InetAddress who) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (int count = from.getInputStream().read(buffer);
          count >= 0;
          count = from.getInputStream().read(buffer)) {
        while (!passes.test(who) && !server.isClosed()) {
          LockSupport.parkNanos(LOOK_NANOS); // as TCP does: what can't pass now may pass later
        }
        to.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException ended) {
      // so does the other side
    }
    end(from);
    end(to);
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(this::end);
  }
}
