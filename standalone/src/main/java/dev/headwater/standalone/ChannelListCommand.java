package dev.headwater.standalone;

import dev.headwater.standalone.client.ChannelRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the live channels. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Lists the live channels that you may see, the newest first.",
    footer = {
      "",
      "A channel is idle (no media has come yet), live, stale (media has paused), or ended."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class ChannelListCommand implements Runnable {
  @Mixin private SystemOptions system;

  @Override
  public void run() {
    ChannelRun.list(system.url(), system.json());
  }
}
