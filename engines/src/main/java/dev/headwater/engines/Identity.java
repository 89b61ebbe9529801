package dev.headwater.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** As whom a program runs that refuses to be root. */
enum Identity {
  /** As this process, which isn't root. */
  SAME(""),

  /** In a user namespace of its own without a mapping, where root looks like nobody. */
  NAMESPACE("unshare --user "),

  /**
   * As nobody, where containers forbid namespaces; with the one capability that lets it reach a
   * folder below one that is closed to others, as root's home is.
   */
  NOBODY(
      "setpriv --reuid=65534 --regid=65534 --clear-groups --securebits=+no_setuid_fixup"
          + " --inh-caps=-all,+dac_override --ambient-caps=-all,+dac_override"
          + " --bounding-set=-all,+dac_override -- ");

  private static final int NOBODY_UID = 65534;

  /** The program that changes the identity, with its options. */
  private final String prefix;

  Identity(String prefix) {
    this.prefix = prefix;
  }

  /** The first one that works here. */
  static Identity choose() {
    if (ownUid() != 0) {
      return SAME;
    }
    return Stream.of(NAMESPACE, NOBODY)
        .filter(Identity::works)
        .findFirst()
        .orElseThrow(() ->
            new EngineException(
                "PostgreSQL does not run as root, and neither unshare nor setpriv works here:"
                    + " start Headwater as another user"));
  }

  List<String> command(List<String> command) {
    return Stream.concat(
            Arrays.stream(prefix.split(" ")).filter(word -> !word.isEmpty()), command.stream())
        .toList();
  }

  /** Makes {@code folder} and all in it belong to whom the program's files must belong to. */
  void own(Path folder) throws IOException {
    int owner = this == NOBODY ? NOBODY_UID : ownUid();
    if (uid(folder) == owner) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private boolean works() {
    try {
      Process probe =
          new ProcessBuilder(command(List.of("true"))).redirectErrorStream(true).start();
      return probe.waitFor(5, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static int ownUid() {
    try {
      return uid(Path.of("/proc/self"));
    } catch (IOException e) {
      throw new EngineException("cannot tell who this process runs as", e);
    }
  }

  private static int uid(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
