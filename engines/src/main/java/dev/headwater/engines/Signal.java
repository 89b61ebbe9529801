package dev.headwater.engines;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** A POSIX signal, by its number on Linux; {@link ProcessHandle} can send only two of them. */
enum Signal {
  /** PostgreSQL's fast shutdown. */
  INTERRUPT(2),
  /** PostgreSQL's immediate shutdown. */
  QUIT(3),
  KILL(9),
  TERMINATE(15);

  private static final MethodHandle SEND = sender();

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  /** Sends this signal; a process that has just ended is no error. */
  void send(long pid) {
    try {
      int _ = (int) SEND.invokeExact(Math.toIntExact(pid), number);
    } catch (Throwable impossible) {
      throw new IllegalStateException("kill(" + pid + ", " + number + ")", impossible);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle sender() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("kill"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }
}
