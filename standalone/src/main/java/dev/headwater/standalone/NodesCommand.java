package dev.headwater.standalone;

import dev.headwater.standalone.client.NodesRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the data plane. */
@Command(
    name = "nodes",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description =
        "Lists the nodes of the data plane, and how far each has applied the control feed.")
@SuppressWarnings("NullAway.Init") // filled by picocli
final class NodesCommand implements Runnable {
  @Mixin private SystemOptions system;

  @Override
  public void run() {
    NodesRun.run(system.url(), system.json());
  }
}
