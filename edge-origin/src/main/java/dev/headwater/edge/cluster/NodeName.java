package dev.headwater.edge.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a node is called that was given no name. */
public final class NodeName {
  /** Where Linux tells it; no name server is asked. */
  private static final Path MACHINE = Path.of("/proc/sys/kernel/hostname");

  private NodeName() {}

  /**
   * Machine and port, by which no other node is called.
   *
   * @param random tells nodes apart where machine or port don't
   */
  public static String of(int port, String random) {
    String place = port == 0 ? random : Integer.toString(port);
    try {
      return Files.readString(MACHINE).strip() + ":" + place;
    } catch (IOException unknown) {
      return random + ":" + place;
    }
  }
}
