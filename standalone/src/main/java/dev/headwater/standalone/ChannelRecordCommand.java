package dev.headwater.standalone;

import dev.headwater.standalone.client.ChannelRecording;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a title of what a live channel has sent. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Makes a title of what a live channel has sent, as it was encoded.",
    footer = {
      "",
      "A TIME is now, so long before or after it as in -10m and +1h, or as in 2026-03-01T12:00:00Z.",
      "Where --to is yet to come, the title is ready some seconds after it. Exit status 1 if it was",
      "refused, or with --wait if the channel no longer keeps all of it.",
      "",
      "  headwater channel record cq3kz7m2xa5bvw6cd --from -10m --to now --name \"Rain, the storm\""
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class ChannelRecordCommand implements Callable<Integer> {
  enum Visibility {
    PUBLIC,
    PRIVATE,
    AS_CHANNEL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private SystemOptions system;

  @Parameters(
      paramLabel = "CHANNEL",
      description = "Its identifier or its name, as channel list tells them.")
  private String id;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      converter = MomentConverter.class,
      description = "When the title begins.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      defaultValue = "now",
      converter = MomentConverter.class,
      description = "When it ends. Default: ${DEFAULT-VALUE}.")
  private Instant to;

  @Option(names = "--name", paramLabel = "NAME", required = true, description = "Of the title.")
  private String name;

  @Option(
      names = "--visibility",
      paramLabel = "WHO",
      defaultValue = "as-channel",
      description = "${COMPLETION-CANDIDATES}: who may play it. Default: ${DEFAULT-VALUE}.")
  private Visibility visibility;

  @Option(names = "--wait", description = "Return when the title is ready, or has failed.")
  private boolean waits;

  @Override
  public Integer call() {
    if (name.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--name: none (expected: a name)");
    }
    if (!from.isBefore(to)) {
      throw new ParameterException(
          spec.commandLine(), "--from: %s (expected: before --to, %s)".formatted(from, to));
    }
    return new ChannelRecording(id, from, to, name, visibility.toString())
            .run(system.url(), waits, system.json())
        ? 0
        : 1;
  }
}
