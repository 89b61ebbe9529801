package dev.headwater.engines.testing;

import java.nio.file.Path;
import java.util.List;

/** Varnish with the modules that rendered files need, as a test starts it. */
public final class VarnishProgram {
  /** Where Debian's packages put modules. */
  private static final List<Path> MODULES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/varnish/vmods"),
          Path.of("/usr/lib/aarch64-linux-gnu/varnish/vmods"),
          Path.of("/usr/lib/varnish/vmods"));

  private VarnishProgram() {}

  /**
   * What starts it, on a port of loopback.
   *
   * @param folder for what it keeps
   */
  public static List<String> command(Path folder, Path vcl, int port) {
    for (String module : List.of("libvmod_digest.so", "libvmod_var.so", "libvmod_xkey.so")) {
      OptionalProgram.requireModule(module, MODULES);
    }
    return List.of(
        OptionalProgram.require("varnishd").toString(),
        "-F",
        "-a",
        "127.0.0.1:" + port,
        "-f",
        vcl.toString(),
        "-n",
        folder.toString(),
        "-s",
        "malloc,256m",
        "-j",
        "none");
  }
}
