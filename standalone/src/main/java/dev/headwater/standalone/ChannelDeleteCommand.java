package dev.headwater.standalone;

import dev.headwater.standalone.client.ChannelRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a live channel off the air for good. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Deletes a live channel: nobody sends to it or plays it any more.")
@SuppressWarnings("NullAway.Init") // filled by picocli
final class ChannelDeleteCommand implements Runnable {
  @Mixin private SystemOptions system;

  @Parameters(paramLabel = "ID", description = "As channel list tells it.")
  private String id;

  @Override
  public void run() {
    ChannelRun.delete(system.url(), id, system.json());
  }
}
