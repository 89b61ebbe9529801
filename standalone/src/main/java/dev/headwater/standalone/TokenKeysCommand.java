package dev.headwater.standalone;

import dev.headwater.standalone.client.TokenKeysRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the keys of playback tokens. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Lists the keys of playback tokens, without the keys themselves.",
    footer = {
      "",
      "A key is next (known everywhere, but nothing is signed with it), then current, then previous",
      "(nothing new is signed with it), and is gone once all that it signed has ended."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class TokenKeysCommand implements Runnable {
  @Mixin private SystemOptions system;

  @Override
  public void run() {
    TokenKeysRun.list(system.url(), system.json());
  }
}
