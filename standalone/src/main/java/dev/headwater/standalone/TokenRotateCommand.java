package dev.headwater.standalone;

import dev.headwater.standalone.client.TokenKeysRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has the next key of playback tokens sign. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Has the next key sign playback tokens, as soon as it is known everywhere.",
    footer = {"", "Tokens that were signed before stay good; to end them, see token revoke."})
@SuppressWarnings("NullAway.Init") // filled by picocli
final class TokenRotateCommand implements Runnable {
  @Mixin private SystemOptions system;

  @Option(
      names = "--consumer",
      paramLabel = "NAME",
      defaultValue = "headwater",
      description = "Who checks tokens: headwater (the data plane, default), or a CDN.")
  private String consumer;

  @Override
  public void run() {
    TokenKeysRun.rotate(system.url(), consumer, system.json());
  }
}
