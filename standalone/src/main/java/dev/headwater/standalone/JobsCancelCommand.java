package dev.headwater.standalone;

import dev.headwater.standalone.client.JobsRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a job. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Ends a job that is queued or running; what encodes is killed.",
    footer = {
      "",
      "Its title plays on where it could be played before; otherwise it has failed. Retry the job",
      "to have it done after all."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class JobsCancelCommand implements Runnable {
  @Mixin private SystemOptions system;

  @Parameters(paramLabel = "JOB", description = "As jobs list tells it.")
  private String id;

  @Override
  public void run() {
    JobsRun.cancel(system.url(), id, system.json());
  }
}
