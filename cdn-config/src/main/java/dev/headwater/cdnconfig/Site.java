package dev.headwater.cdnconfig;

/**
 * What a configuration has of the place where it runs. Immutable.
 *
 * @param origin host and port of a node in the origin role
 * @param port for viewers, where the configuration says it
 * @param folder for what is kept, where the configuration says it
 * @param secrets folder of the files that no policy tells: keys of tokens, and what this hop proves
 *     itself with
 */
public record Site(String origin, int port, String folder, String secrets) {
  /** The origin on the same machine. */
  public static final Site USUAL =
      new Site("127.0.0.1:8081", 80, "/var/cache/headwater", "/etc/headwater");

  public Site {
    if (!origin.matches("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):\\d{1,5}")) {
      throw new IllegalArgumentException("origin: " + origin + " (expected: HOST:PORT)");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
    check("folder", folder);
    check("secrets", secrets);
  }

  private static void check(String what, String folder) {
    if (!folder.matches("/[\\w./-]+")) {
      throw new IllegalArgumentException(
          what + ": " + folder + " (expected: an absolute path of letters, digits, '.', '_', '-')");
    }
  }

  String originHost() {
    return origin.substring(0, origin.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
  }

  String originPort() {
    return origin.substring(origin.lastIndexOf(':') + 1);
  }
}
