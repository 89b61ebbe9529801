package dev.headwater.engines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses a TCP port of the loopback interface that nobody listens on at this moment.
 *
 * <p>It lies below the ports that the system hands out by itself: an engine that is stopped and
 * started again on its port doesn't find it taken by some outgoing connection meanwhile.
 */
public final class FreePort {
  private static final int LOWEST = 10_240;

  /**
   * {@code sysctl net.ipv4.ip_local_port_range}: the first and the last port, with a tab between.
   */
  private static final Path EPHEMERAL = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  private static final int USUAL_FIRST_EPHEMERAL = 32_768;
  private static final int ATTEMPTS = 100;

  private FreePort() {}

  /** Another process may take the port before the engine does: the caller tries again then. */
  public static int choose() {
    int end = firstEphemeral();
    for (int attempt = 0; end > LOWEST && attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, end);
      if (isFree(port)) {
        return port;
      }
    }
    return ephemeral();
  }

  private static int firstEphemeral() {
    try {
      return Integer.parseInt(Files.readString(EPHEMERAL).strip().split("\\s+", 2)[0]);
    } catch (IOException | NumberFormatException unknown) {
      return USUAL_FIRST_EPHEMERAL;
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static int ephemeral() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new EngineException("no free port on the loopback interface", e);
    }
  }
}
