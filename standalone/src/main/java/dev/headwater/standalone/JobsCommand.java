package dev.headwater.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What workers do; what is done with it are commands of their own. */
@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    subcommands = {
      JobsListCommand.class,
      JobsShowCommand.class,
      JobsRetryCommand.class,
      JobsCancelCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = "Lists the jobs that make titles ready, shows, retries and cancels them.",
    footer = {
      "",
      "A job is queued until a worker takes it, running, then done. One that fails is queued again,",
      "to run a little later; one that can't be done, or was tried too often, is dead.",
      "You see the jobs of your own titles; operators see all."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class JobsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no command given (expected: list, show, retry or cancel)");
  }
}
