package dev.headwater.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * The living processes that run {@code program} with {@code directory} as working directory,
 * whoever started them.
 *
 * <p>PostgreSQL and Redis both move into their data directory, so that this finds an engine, and
 * the children of one whose parent was killed, without trusting a number in a pid file that may by
 * now be somebody else's. Zombies have no working directory and so don't count. Immutable.
 *
 * @param directory a real path: symbolic links resolved
 * @param program the file name of the executable
 */
record EngineProcesses(Path directory, String program) {
  /** How often a process that is not our child is looked at: the system has nothing to wait on. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  List<ProcessHandle> running() {
    return ProcessHandle.allProcesses().filter(this::isOurs).toList();
  }

  /**
   * Sends each signal in turn to the leaders and waits {@code patience} for all processes to end;
   * what still runs is killed.
   *
   * @return whether nothing is left
   */
  boolean stop(Duration patience, Signal... signals) {
    for (Signal signal : signals) {
      leaders().forEach(signal::send);
      if (awaitEnd(patience)) {
        return true;
      }
    }
    running().forEach(process -> Signal.KILL.send(process.pid()));
    return awaitEnd(patience);
  }

  /** The processes that start and stop the others: those whose parent is not among them. */
  private List<Long> leaders() {
    List<ProcessHandle> running = running();
    Set<Long> pids = running.stream().map(ProcessHandle::pid).collect(Collectors.toSet());
    return running.stream()
        .filter(
            process -> process.parent().map(ProcessHandle::pid).filter(pids::contains).isEmpty())
        .map(ProcessHandle::pid)
        .toList();
  }

  private boolean awaitEnd(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!running().isEmpty()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }

  private boolean isOurs(ProcessHandle process) {
    return link(process, "cwd").filter(directory::equals).isPresent()
        && link(process, "exe").filter(this::isProgram).isPresent();
  }

  /** An executable that was replaced or removed since is shown with a suffix. */
  private boolean isProgram(Path executable) {
    String name = String.valueOf(executable.getFileName());
    return name.equals(program) || name.equals(program + " (deleted)");
  }

  /** Empty for a process that has ended or belongs to somebody else. */
  private static Optional<Path> link(ProcessHandle process, String name) {
    try {
      return Optional.of(
          Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), name)));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
