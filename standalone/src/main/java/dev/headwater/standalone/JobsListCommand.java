package dev.headwater.standalone;

import dev.headwater.standalone.client.JobsRun;
import dev.headwater.standalone.client.JobsRun.Wish;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what workers do, have done, and are to do. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Lists jobs, the newest first, each with why its last attempt failed.",
    footer = {"", "  headwater jobs list --state dead"})
@SuppressWarnings("NullAway.Init") // filled by picocli
final class JobsListCommand implements Runnable {
  /** More than anybody reads. */
  private static final int MOST = 1000;

  enum State {
    QUEUED,
    RUNNING,
    DONE,
    DEAD,
    CANCELLED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private SystemOptions system;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those that are ${COMPLETION-CANDIDATES}.")
  private @Nullable State state;

  @Option(names = "--title", paramLabel = "ID", description = "Only those of this title.")
  private @Nullable String title;

  @Option(
      names = "--publisher",
      paramLabel = "ID",
      description = "Only those of this person's titles.")
  private @Nullable String publisher;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most, up to 1000. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public void run() {
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--limit: %d (expected: 1 to %d)".formatted(limit, MOST));
    }
    Wish wish =
        new Wish(
            Optional.ofNullable(state).map(State::toString),
            Optional.ofNullable(title),
            Optional.ofNullable(publisher),
            limit);
    JobsRun.list(system.url(), wish, system.json());
  }
}
