package dev.headwater.control.packaging;

import dev.headwater.control.job.Lease;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of one worker's jobs, below a folder that workers of one machine may share. A lock
 * tells the folders of living workers from those of dead ones, whose child processes may live on.
 * Thread-safe.
 */
final class WorkFolders implements AutoCloseable {
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lock;

  private WorkFolders(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Makes the worker's folder, and ends and removes what dead workers left. */
  static WorkFolders open(Path shared, String workerId) throws IOException {
    Path root = shared.toAbsolutePath().normalize();
    Files.createDirectories(root);
    synchronized (WorkFolders.class) { // a lock of a file is the process's, not the thread's
      try (FileChannel channel = openLock(root);
          FileLock _ = channel.lock()) {
        removeAbandoned(root);
        return own(root.resolve(workerId));
      }
    }
  }

  private static WorkFolders own(Path folder) throws IOException {
    Files.createDirectory(folder);
    FileChannel channel = openLock(folder);
    if (channel.tryLock() == null) {
      channel.close();
      throw new IOException(folder + " is locked by another worker");
    }
    return new WorkFolders(folder, channel);
  }

  /** A folder for one attempt at a job: the one before may still be at work in its own. */
  WorkFolder create(Lease lease) throws IOException {
    return WorkFolder.create(folder.resolve("job-" + lease.jobId() + "-" + lease.token()));
  }

  /** Removes what is left. */
  @Override
  public void close() throws IOException {
    WorkFolder.delete(folder);
    lock.close();
  }

  private static void removeAbandoned(Path root) throws IOException {
    for (Path folder : folders(root)) {
      removeIfAbandoned(folder);
    }
  }

  private static void removeIfAbandoned(Path folder) throws IOException {
    try (FileChannel channel = openLock(folder);
        FileLock held = channel.tryLock()) {
      if (held != null) {
        for (Path job : folders(folder)) {
          new WorkFolder(job).processNote().killIfRunning();
        }
        WorkFolder.delete(folder);
      }
    } catch (OverlappingFileLockException e) {
      return; // another worker of this process holds it
    }
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.filter(Files::isDirectory).toList();
    }
  }

  private static FileChannel openLock(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
