package dev.headwater.engines;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The unpacked programs of PostgreSQL. Immutable. */
record PostgresPrograms(Path folder) {
  private static final String ARCHIVE = "postgres-linux-x86_64.txz";

  /** The bits of a file's mode that let its owner run it. */
  private static final int OWNER_RUNS = 0100;

  static PostgresPrograms unpack(Path cache) {
    return new PostgresPrograms(
        UnpackedArtifact.folder(cache, "/" + ARCHIVE, PostgresPrograms::unpackArchive));
  }

  String initdb() {
    return folder.resolve("bin/initdb").toString();
  }

  String postgres() {
    return folder.resolve("bin/postgres").toString();
  }

  private static void unpackArchive(JarFile artifact, Path folder) throws IOException {
    try (InputStream packed = artifact.getInputStream(artifact.getEntry(ARCHIVE));
        TarArchiveInputStream archive =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        unpackEntry(archive, entry, folder.resolve(entry.getName()));
      }
    }
  }

  private static void unpackEntry(TarArchiveInputStream archive, TarArchiveEntry entry, Path target)
      throws IOException {
    Files.createDirectories(entry.isDirectory() ? target : requireNonNull(target.getParent()));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(archive, target);
      if ((entry.getMode() & OWNER_RUNS) != 0 && !target.toFile().setExecutable(true, false)) {
        throw new IOException("cannot make executable: " + target);
      }
    }
  }
}
