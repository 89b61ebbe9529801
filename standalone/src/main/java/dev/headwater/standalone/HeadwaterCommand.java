package dev.headwater.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a command: only shows what there is. */
@Command(
    name = "headwater",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    subcommands = {
      UpCommand.class,
      EdgeCommand.class,
      ControlCommand.class,
      WorkerCommand.class,
      PublishCommand.class,
      ChannelCommand.class,
      JobsCommand.class,
      PurgeCommand.class,
      NodesCommand.class,
      PolicyCommand.class,
      TokenCommand.class,
      LoginCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = "An HLS origin and edge, with the control plane that feeds it.",
    footer = {
      "",
      "Start here:",
      "  headwater up                               the whole system on this machine",
      "  headwater publish film.mp4 --name \"A film\"  a file becomes a stream",
      "",
      "Each command explains itself: headwater COMMAND --help",
      "Exit status: 0 done, 1 failed, 2 misused."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class HeadwaterCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
