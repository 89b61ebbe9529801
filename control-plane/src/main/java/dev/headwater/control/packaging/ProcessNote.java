package dev.headwater.control.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that names the child process that works in a folder, so that it can be ended after its
 * parent was killed. Process numbers are given again, so the start time is noted as well.
 */
record ProcessNote(Path file) {
  void write(Process process) throws IOException {
    Files.writeString(file, process.pid() + " " + started(process.toHandle()));
  }

  /** Kills the process where it still runs. */
  void killIfRunning() throws IOException {
    if (Files.isRegularFile(file)) {
      String[] words = Files.readString(file).split(" ", 2);
      Optional<ProcessHandle> process =
          words[0].isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(words[0]));
      process
          .filter(found -> words.length == 2 && words[1].equals(started(found)))
          .ifPresent(ProcessTree::kill);
    }
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }
}
