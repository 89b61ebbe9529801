package dev.headwater.standalone;

import dev.headwater.standalone.client.ChannelRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one live channel. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Shows a live channel, and where it plays.",
    footer = {"", "Those who may change it see its stream key, too, and how to send to it."})
@SuppressWarnings("NullAway.Init") // filled by picocli
final class ChannelShowCommand implements Runnable {
  @Mixin private SystemOptions system;

  @Parameters(
      paramLabel = "CHANNEL",
      description = "Its identifier or its name, as channel list tells them.")
  private String id;

  @Override
  public void run() {
    ChannelRun.show(system.url(), id, system.json());
  }
}
