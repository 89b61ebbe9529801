package dev.headwater.standalone;

import dev.headwater.standalone.client.ChannelTest;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a picture and a tone to a live channel, and tells how it goes. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Sends a clock and a tone to a live channel, and tells how far behind it plays.",
    footer = {
      "",
      "Each second a line: what the node takes, and how far the newest media of the playlist is",
      "behind the clock. Status 1 where no media appears within 10 s, or where it stalls.",
      "",
      "  headwater channel test --new \"A test\" --for 1m"
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class ChannelTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SystemOptions system;

  @ArgGroup(multiplicity = "1")
  private Target target;

  static final class Target {
    @Parameters(
        paramLabel = "CHANNEL",
        description = "Its identifier or its name, as channel list tells them.")
    private String id = "";

    @Option(
        names = "--new",
        paramLabel = "NAME",
        description = "Make a channel of that name for it.")
    private String name = "";
  }

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = DurationConverter.class,
      description = "How long, as in 30s or 5m. Default: ${DEFAULT-VALUE}.")
  private Duration time;

  @Option(names = "--rtmp", description = "Send by RTMP, as OBS does, rather than CMAF over HTTP.")
  private boolean rtmp;

  @Override
  public Integer call() {
    if (target.id.isBlank() && target.name.isBlank()) {
      throw new ParameterException(spec.commandLine(), "NAME: none (expected: a name)");
    }
    if (time.isZero()) {
      throw new ParameterException(spec.commandLine(), "--for: 0 s (expected: 1s at least)");
    }
    return new ChannelTest(target.id, target.name, time, rtmp).run(system.url(), system.json())
        ? 0
        : 1;
  }
}
