package dev.headwater.standalone.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A server's port; its administration is 1000 above it, its internal calls 2000. Immutable.
 *
 * @param number as the server is told
 */
record ServerPort(int number) {
  private static final int ADMIN = 1000;
  private static final int INTERNAL = 2000;

  /** Below those that the system gives to outgoing connections, with the highest of three added. */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 30_000;
  private static final int ATTEMPTS = 1000;

  /** Those whose remainder differs are other processes': what was chosen is bound a while later. */
  private static final int SHARE = Fork.NUMBER % Fork.COUNT;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  /** One whose three ports nobody listens on, different at each call, and in each process. */
  static ServerPort choose() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      ServerPort port = new ServerPort(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST));
      if (port.number % Fork.COUNT == SHARE && GIVEN.add(port.number) && port.free()) {
        return port;
      }
    }
    throw new AssertionError("no free ports between " + LOWEST + " and " + HIGHEST);
  }

  int admin() {
    return number + ADMIN;
  }

  int internal() {
    return number + INTERNAL;
  }

  private boolean free() {
    return free(number) && free(admin()) && free(internal());
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
