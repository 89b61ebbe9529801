package dev.headwater.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tokens of viewers and nodes; what is done with them are commands of their own. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    subcommands = {
      TokenKeysCommand.class,
      TokenSecretsCommand.class,
      TokenConfirmCommand.class,
      TokenRotateCommand.class,
      TokenRetireCommand.class,
      TokenRevokeCommand.class,
      NodeTokenCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = "Revokes playback tokens, looks after their keys, makes tokens of nodes.")
@SuppressWarnings("NullAway.Init") // filled by picocli
final class TokenCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given (expected: keys, secrets, confirm, rotate, retire, revoke or node)");
  }
}
