package dev.headwater.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Starts the command that the arguments name and ends with its exit status: 0 done, 1 failed, 2
 * misused.
 */
public final class Headwater {
  private Headwater() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new HeadwaterCommand())
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO))
        .setParameterExceptionHandler(Headwater::misused)
        .setExecutionExceptionHandler(Headwater::failed);
  }

  private static int misused(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command
        .getErr()
        .println("headwater: " + String.valueOf(e.getMessage()).replaceFirst("^Error: ", ""));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  /** A {@link CommandFailure} is for people; anything else is a bug, and its trace is for us. */
  private static int failed(Exception e, CommandLine command, ParseResult arguments) {
    if (e instanceof CommandFailure failure && inJson(command)) {
      command.getOut().println(ErrorDocument.of(failure));
    } else if (e instanceof CommandFailure failure) {
      command.getErr().println("headwater: " + failure.getMessage());
    } else {
      command.getErr().println("headwater: unexpected failure, please report it:");
      e.printStackTrace(command.getErr());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static boolean inJson(CommandLine command) {
    return command.getParseResult().matchedOptionValue("--json", false);
  }
}
