package dev.headwater.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes tokens; the kinds of tokens are commands of their own. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    subcommands = NodeTokenCommand.class,
    synopsisSubcommandLabel = "KIND",
    description = "Makes tokens.")
@SuppressWarnings("NullAway.Init") // filled by picocli
final class TokenCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no kind of token given (expected: node)");
  }
}
