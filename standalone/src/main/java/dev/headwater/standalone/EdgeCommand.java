package dev.headwater.standalone;

import dev.headwater.standalone.service.Service;
import dev.headwater.standalone.service.ServiceSettings;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a data plane node in this process. */
@Command(
    name = "edge",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Runs one node of the data plane, on engines that run elsewhere.",
    footer = {
      "",
      "Each setting may also come from the environment: memory.max-size is HEADWATER_MEMORY_MAX_SIZE.",
      "The command line comes before the environment, the environment before the file."
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class EdgeCommand implements Runnable {
  enum Role {
    ORIGIN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "What lies behind the node: origin (the object store).")
  private Role role;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, as YAML.")
  private @Nullable Path config;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port for viewers and CDNs; the admin port is 1000 higher.")
  private @Nullable Integer port;

  @Option(names = "--check", description = "Only say whether the settings are good; start nothing.")
  private boolean check;

  @Override
  public void run() {
    ServiceSettings settings = ServiceSettings.of(config, port);
    Service service =
        switch (role) {
          case ORIGIN -> Service.edge(settings);
        };
    if (check) {
      System.out.println("The settings are good.");
    } else {
      service.run();
    }
  }
}
