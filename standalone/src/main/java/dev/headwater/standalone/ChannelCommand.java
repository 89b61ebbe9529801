package dev.headwater.standalone;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Live channels; what is done with them are commands of their own. */
@Command(
    name = "channel",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    subcommands = {
      ChannelCreateCommand.class,
      ChannelListCommand.class,
      ChannelShowCommand.class,
      ChannelTestCommand.class,
      ChannelRecordCommand.class,
      ChannelDeleteCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes live channels, shows how to send to them, tests, records and deletes them.")
@SuppressWarnings("NullAway.Init") // filled by picocli
final class ChannelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given (expected: create, list, show, test, record or delete)");
  }
}
