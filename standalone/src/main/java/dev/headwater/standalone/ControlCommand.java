package dev.headwater.standalone;

import dev.headwater.standalone.service.Service;
import dev.headwater.standalone.service.ServiceSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a control plane in this process. */
@Command(
    name = "control",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Runs a control plane, on engines that run elsewhere.",
    footer = {
      "",
      "Each setting may also come from the environment: database.host is HEADWATER_DATABASE_HOST.",
      "The command line comes before the environment, the environment before the file."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class ControlCommand implements Runnable {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Settings, as YAML.")
  private Path config;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of API and console; the admin port is 1000 higher.")
  private @Nullable Integer port;

  @Option(names = "--check", description = "Only say whether the settings are good; start nothing.")
  private boolean check;

  @Override
  public void run() {
    ServiceSettings settings = ServiceSettings.of(config, port);
    Service service = Service.control(settings);
    if (check) {
      System.out.println("The settings are good.");
    } else {
      service.run();
    }
  }
}
