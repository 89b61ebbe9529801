package dev.headwater.endurance.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A node's port; its administration is 1000 above it, and what nodes ask each other 2000.
 * Immutable.
 */
public record NodePort(int number) {
  private static final int ADMIN = 1000;
  private static final int PEERS = 2000;

  /** Below those that the system gives to outgoing connections, with the highest of three added. */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 30_000;
  private static final int ATTEMPTS = 1000;

  /** One whose three ports nobody listens on. */
  public static NodePort choose() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      NodePort port = new NodePort(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST));
      if (isFree(port.number) && isFree(port.admin()) && isFree(port.peers())) {
        return port;
      }
    }
    throw new IllegalStateException("no free ports between " + LOWEST + " and " + HIGHEST);
  }

  public int admin() {
    return number + ADMIN;
  }

  public int peers() {
    return number + PEERS;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
