package dev.headwater.standalone;

import dev.headwater.standalone.client.ChannelCreation;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a live channel. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Makes a live channel, and prints its stream key and how to send to it.",
    footer = {
      "",
      "Whoever has the stream key can send: to see it again, see channel show; to replace it, the",
      "channel's page in the console.",
      "",
      "  headwater channel create \"Rain in Lisbon\" --latency low --dvr 2h"
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class ChannelCreateCommand implements Runnable {
  /** As the API has it. */
  private static final Duration LONGEST_DVR = Duration.ofDays(1);

  enum Latency {
    LOW,
    STANDARD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  enum OnStale {
    HOLD,
    SLATE,
    ERROR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  enum Encryption {
    NONE("none"),
    AES_128("aes-128"),
    CBCS("cbcs");

    private final String word;

    Encryption(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private SystemOptions system;

  @Parameters(paramLabel = "NAME", description = "What it is called.")
  private String name;

  @Option(
      names = "--latency",
      paramLabel = "KIND",
      defaultValue = "low",
      description =
          "low (about 2 s) or standard (about 18 s), for ever. Default: ${DEFAULT-VALUE}.")
  private Latency latency;

  @Option(
      names = "--dvr",
      paramLabel = "TIME",
      defaultValue = "2h",
      converter = DurationConverter.class,
      description = "How far back viewers may go, as in 30m, 2h or 1d. Default: ${DEFAULT-VALUE}.")
  private Duration dvr;

  @Option(names = "--private", description = "Only those may watch who hold a token.")
  private boolean isPrivate;

  @Option(
      names = "--on-stale",
      paramLabel = "WHAT",
      defaultValue = "hold",
      description =
          "While no media comes: hold (the last playlist), slate (a picture that says so) or error (503). Default: ${DEFAULT-VALUE}.")
  private OnStale onStale;

  @Option(
      names = "--encryption",
      paramLabel = "SCHEME",
      defaultValue = "none",
      description =
          "Of a private channel: none, aes-128 (whole segments, of standard latency) or cbcs (samples), for ever. Default: ${DEFAULT-VALUE}.")
  private Encryption encryption;

  @Override
  public void run() {
    if (name.isBlank()) {
      throw new ParameterException(spec.commandLine(), "NAME: none (expected: a name)");
    }
    if (dvr.compareTo(LONGEST_DVR) > 0) {
      throw new ParameterException(
          spec.commandLine(), "--dvr: %d s (expected: 1d at most)".formatted(dvr.toSeconds()));
    }
    new ChannelCreation(
            name, latency.toString(), dvr, isPrivate, onStale.toString(), encryption.toString())
        .run(system.url(), system.json());
  }
}
