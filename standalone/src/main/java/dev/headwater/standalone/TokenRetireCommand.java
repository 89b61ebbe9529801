package dev.headwater.standalone;

import dev.headwater.standalone.client.TokenKeysRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a key of playback tokens at once. */
@Command(
    name = "retire",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Ends a key at once, with all tokens that it has signed: after a leak.",
    footer = {
      "",
      "Where the root (playback.token-secret) has leaked, replace that first, then retire its keys."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class TokenRetireCommand implements Runnable {
  @Mixin private SystemOptions system;

  @Parameters(paramLabel = "KEY", description = "As token keys lists it.")
  private String kid;

  @Override
  public void run() {
    TokenKeysRun.retire(system.url(), kid, system.json());
  }
}
