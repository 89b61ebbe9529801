package dev.headwater.standalone;

import dev.headwater.standalone.client.JobsRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one job. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Shows a job: how far it is, who has it, why its last attempt failed.")
@SuppressWarnings("NullAway.Init") // filled by picocli
final class JobsShowCommand implements Runnable {
  @Mixin private SystemOptions system;

  @Parameters(paramLabel = "JOB", description = "As jobs list tells it.")
  private String id;

  @Override
  public void run() {
    JobsRun.show(system.url(), id, system.json());
  }
}
