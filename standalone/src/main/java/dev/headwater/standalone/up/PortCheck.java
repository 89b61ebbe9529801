package dev.headwater.standalone.up;

import dev.headwater.standalone.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Finds out before anything is started whether the ports are free. */
final class PortCheck {
  /** An admin port is this much above its server's. */
  private static final int ADMIN = 1000;

  private PortCheck() {}

  static void check(UpWish wish) {
    List<Need> needs = new ArrayList<>();
    wish.rtmpPort().ifPresent(port -> needs.add(new Need(port, "RTMP", "--rtmp-port")));
    needs.addAll(
        List.of(
            new Need(wish.controlPort(), "the control plane", "--control-port"),
            new Need(
                wish.controlPort() + ADMIN, "the control plane's administration", "--control-port"),
            new Need(wish.internalPort(), "the control plane's feed", "--control-port"),
            new Need(wish.edgePort(), "the data plane", "--edge-port"),
            new Need(wish.edgePort() + ADMIN, "the data plane's administration", "--edge-port")));
    List<ServerSocket> held = new ArrayList<>(); // so that two servers can't want one port
    try {
      for (Need need : needs) {
        held.add(bind(need));
      }
    } finally {
      held.forEach(PortCheck::close);
    }
  }

  /** Where encoders can send RTMP to; empty where nobody asked for it and its port is taken. */
  static OptionalInt rtmp(UpWish wish) {
    if (wish.rtmpPort().isPresent()) {
      return wish.rtmpPort();
    }
    try (ServerSocket _ = new ServerSocket(UpWish.RTMP_PORT)) {
      return OptionalInt.of(UpWish.RTMP_PORT);
    } catch (IOException _) {
      return OptionalInt.empty();
    }
  }

  private record Need(int port, String server, String option) {}

  private static ServerSocket bind(Need need) {
    try {
      return new ServerSocket(need.port);
    } catch (IOException e) {
      throw new CommandFailure(
          "port %d of %s is taken (choose another with %s; others are 1000 and 2000 above it)"
              .formatted(need.port, need.server, need.option),
          e);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
