package dev.headwater.standalone;

import dev.headwater.standalone.client.JobsRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has a job done again. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Has a job that is dead or cancelled done again, with all its attempts.",
    footer = {
      "",
      "Refused where its title was deleted, has another source by now, or has another job that",
      "waits or runs."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class JobsRetryCommand implements Runnable {
  @Mixin private SystemOptions system;

  @Parameters(paramLabel = "JOB", description = "As jobs list tells it.")
  private String id;

  @Override
  public void run() {
    JobsRun.retry(system.url(), id, system.json());
  }
}
