package dev.headwater.standalone.up;

import dev.headwater.standalone.CommandFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds out before anything is started whether the ports are free. */
final class PortCheck {
  /** An admin port is this much above its server's. */
  private static final int ADMIN = 1000;

  private PortCheck() {}

  static void check(UpWish wish) {
    check(wish.controlPort(), "control plane", "--control-port");
    check(wish.edgePort(), "data plane", "--edge-port");
  }

  private static void check(int port, String server, String option) {
    if (isTaken(port)) {
      throw new CommandFailure(
          "port %d of the %s is taken (choose another with %s)".formatted(port, server, option));
    }
    if (isTaken(port + ADMIN)) {
      throw new CommandFailure(
          "admin port %d of the %s is taken (it is %d above %s: choose another of those)"
              .formatted(port + ADMIN, server, ADMIN, option));
    }
  }

  private static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
