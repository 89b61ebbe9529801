package dev.headwater.standalone;

import dev.headwater.standalone.client.LoginRun;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Logs in once and keeps the session for later commands. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Logs in and keeps the session, so that later commands need no password.",
    footer = {
      "",
      "Takes HEADWATER_EMAIL and HEADWATER_PASSWORD, or asks for what is missing. The password is",
      "not kept; the session is, in a file that only you can read."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class LoginCommand implements Runnable {
  @Mixin private SystemOptions system;

  @Option(
      names = "--email",
      paramLabel = "EMAIL",
      description = "Who logs in. Else HEADWATER_EMAIL, else you are asked.")
  private @Nullable String email;

  @Override
  public void run() {
    LoginRun.run(system.url(), system.json(), Optional.ofNullable(email));
  }
}
