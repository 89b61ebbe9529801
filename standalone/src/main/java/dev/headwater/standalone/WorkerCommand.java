package dev.headwater.standalone;

import dev.headwater.standalone.service.Service;
import dev.headwater.standalone.service.ServiceSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a packaging worker in this process. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Runs a packaging worker, on engines that run elsewhere.",
    footer = {
      "",
      "Takes jobs from the database of a control plane, reads sources from the store, and writes",
      "packages there: name the same database and store as the control plane does. Several share",
      "the work; one that is stopped gives its jobs back, those of a killed one are taken over.",
      "Each setting may also come from the environment: database.host is HEADWATER_DATABASE_HOST.",
      "The command line comes before the environment, the environment before the file."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class WorkerCommand implements Runnable {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Settings, as YAML.")
  private Path config;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Places the admin port, which is 1000 higher; nothing listens on it itself.")
  private @Nullable Integer port;

  @Option(names = "--check", description = "Only say whether the settings are good; start nothing.")
  private boolean check;

  @Override
  public void run() {
    ServiceSettings settings = ServiceSettings.of(config, port);
    Service service = Service.worker(settings);
    if (check) {
      System.out.println("The settings are good.");
    } else {
      service.run();
    }
  }
}
