package dev.headwater.standalone;

import dev.headwater.standalone.service.Service;
import dev.headwater.standalone.service.ServiceSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    ORIGIN,
    EDGE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "What lies behind the node: origin (the object store) or edge (--upstream).")
  private Role role;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, as YAML.")
  private @Nullable Path config;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port for viewers and CDNs; the admin port is 1000 higher.")
  private @Nullable Integer port;

  @Option(
      names = "--upstream",
      paramLabel = "URL",
      description = "In the edge role: an HTTP server to fetch from; several share the load.")
  private List<String> upstreams = List.of();

  @Option(
      names = "--policy",
      paramLabel = "FILE|honour-upstream",
      description = {
        "How responses are cached: a policy file, or honour-upstream in the edge role:",
        "any URL and method goes on, and responses say themselves how they are cached."
      })
  private @Nullable String policy;

  @Option(names = "--check", description = "Only say whether the settings are good; start nothing.")
  private boolean check;

  @Override
  public void run() {
    Service service = Service.edge(ServiceSettings.of(config, given()));
    if (check) {
      System.out.println("The settings are good.");
    } else {
      service.run();
    }
  }

  /** What the command line says, as settings. */
  private Map<String, String> given() {
    Map<String, String> given = new HashMap<>();
    given.put("role", role.toString());
    if (port != null) {
      given.put("port", port.toString());
    }
    if (policy != null) {
      given.put("policy", policy);
    }
    for (int i = 0; i < upstreams.size(); i++) {
      given.put("source.upstream.urls[" + i + "]", upstreams.get(i));
    }
    return given;
  }
}
