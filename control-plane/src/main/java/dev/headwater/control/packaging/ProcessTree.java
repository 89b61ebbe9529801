package dev.headwater.control.packaging;

import java.util.List;

/** Kills programs with all that they have started: a script would leave its encoder running. */
final class ProcessTree {
  private ProcessTree() {}

  /** At once; closes what is read of it, too. */
  static void kill(Process root) {
    List<ProcessHandle> below = below(root.toHandle());
    root.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
  }

  /** At once. */
  static void kill(ProcessHandle root) {
    List<ProcessHandle> below = below(root);
    root.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
  }

  /** They are found only while the root lives. */
  private static List<ProcessHandle> below(ProcessHandle root) {
    return root.descendants().toList();
  }
}
