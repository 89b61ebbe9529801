package dev.headwater.engines;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** A secret in a file that only its owner can read (mode 0600). */
public final class SecretFile {
  private SecretFile() {}

  /** The secret in {@code file}; keeps a {@code fresh} one there if there is none yet. */
  public static String readOrCreate(Path file, Supplier<String> fresh) throws IOException {
    if (!Files.exists(file)) {
      write(file, fresh.get());
    }
    return Files.readString(file).strip();
  }

  /** As many random bytes as asked for, as hexadecimal digits. */
  public static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** Puts {@code secret} in {@code file}, whole or not at all. */
  public static void write(Path file, String secret) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    try {
      Files.createFile(unfinished, ownerOnly);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("another process is writing " + file, e);
    }
    Files.writeString(unfinished, secret + "\n");
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
