package dev.headwater.standalone.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds what belongs to a data folder by what the kernel says of every process. */
final class DataProcesses {
  private static final Path PROCESSES = Path.of("/proc");

  private DataProcesses() {}

  /** Living processes that name the folder in their command line or environment. */
  static List<ProcessHandle> naming(Path data) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> !zombie(process))
        .filter(process -> names(process, "cmdline", data) || names(process, "environ", data))
        .toList();
  }

  /** Those whose command line holds {@code word} as well. */
  static List<ProcessHandle> naming(Path data, String word) {
    return naming(data).stream()
        .filter(process -> text(process, "cmdline").contains(word))
        .toList();
  }

  private static boolean names(ProcessHandle process, String file, Path data) {
    return text(process, file).contains(data.toString());
  }

  /** Ended, but not yet asked for its status by its parent. */
  private static boolean zombie(ProcessHandle process) {
    String stat = text(process, "stat");
    return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
  }

  /** Empty for a process that has just ended or that is another user's. */
  private static String text(ProcessHandle process, String file) {
    try {
      Path path = PROCESSES.resolve(Long.toString(process.pid())).resolve(file);
      return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
