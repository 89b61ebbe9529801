package dev.headwater.engines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Chooses a TCP port of the loopback interface that nobody listens on at this moment. */
public final class FreePort {
  private FreePort() {}

  /** Another process may take the port before the engine does: the caller tries again then. */
  public static int choose() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new EngineException("no free port on the loopback interface", e);
    }
  }
}
