package dev.headwater.cdnconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a CDN's secrets, as an operator writes them. */
final class Secrets {
  /** What purges are proven with. */
  static final String PURGE = "fedcba9876543210fedcba9876543210";

  private Secrets() {}

  /** Into the folder that {@link CdnUnderTest} has them in. */
  static void write(Path folder) throws IOException {
    Path secrets = Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("hop"), MediaOrigin.HOP + "\n");
    Files.writeString(secrets.resolve("purge"), PURGE + "\n");
    Files.writeString(secrets.resolve("token-keys"), SignedToken.KEY.encode());
  }
}
