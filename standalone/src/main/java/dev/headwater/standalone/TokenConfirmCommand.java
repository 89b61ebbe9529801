package dev.headwater.standalone;

import dev.headwater.standalone.client.CdnKeysRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says that a CDN has its keys. */
@Command(
    name = "confirm",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Says that a CDN has all its keys: its next one isn't used for signing before.",
    footer = {"", "First bring them there: headwater token secrets CDN"})
@SuppressWarnings("NullAway.Init") // filled by picocli
final class TokenConfirmCommand implements Runnable {
  @Mixin private SystemOptions system;

  @Parameters(paramLabel = "CDN", description = "As it is called in playback.keys.cdns.")
  private String cdn;

  @Override
  public void run() {
    CdnKeysRun.confirm(system.url(), cdn, system.json());
  }
}
