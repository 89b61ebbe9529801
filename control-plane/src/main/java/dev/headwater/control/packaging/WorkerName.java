package dev.headwater.control.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What a worker is called in the queue and on disk: {@code paris-1-4711-9f86d081884c7d65}. */
final class WorkerName {
  /** Where Linux tells the name of the machine, or of the container. */
  private static final Path HOST = Path.of("/proc/sys/kernel/hostname");

  private static final int RANDOM_BYTES = 8;

  private WorkerName() {}

  /**
   * Machine, process, and what sets it apart from workers of the same process, or of a former one.
   */
  static String unique() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return "%s-%d-%s"
        .formatted(host(), ProcessHandle.current().pid(), HexFormat.of().formatHex(random));
  }

  private static String host() {
    try {
      return Files.readString(HOST).strip().replaceAll("[^A-Za-z0-9.-]", "-");
    } catch (IOException e) {
      return "worker";
    }
  }
}
