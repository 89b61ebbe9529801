package dev.headwater.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The caching policy; what is done with one are commands of their own. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    subcommands = {
      PolicyCheckCommand.class,
      PolicyExplainCommand.class,
      PolicyDiffCommand.class,
      PolicyRenderCommand.class,
      PolicyFunctionsCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks caching policies, says what they mean, and renders them for CDNs.")
@SuppressWarnings("NullAway.Init") // filled by picocli
final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given (expected: check, explain, diff, render or functions)");
  }
}
