package dev.headwater.standalone;

import dev.headwater.standalone.up.UpRun;
import dev.headwater.standalone.up.UpWish;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the whole system in this process. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description =
        "Runs the whole system on this machine: PostgreSQL, Redis, control plane, packaging, live encoding, data plane.",
    footer = {
      "",
      "Needs nothing installed. Keeps everything in one folder; start again on it, and it goes on.",
      "The first administrator is admin@headwater.local; the password is HEADWATER_ADMIN_PASSWORD,",
      "else one is made and kept in the folder. Stop with Ctrl-C.",
      "Other settings may come from the environment, as for headwater edge and control:",
      "HEADWATER_POLICY=policy.yaml headwater up",
      "With a CDN before it: HEADWATER_DATA_PLANE_PUBLIC_URL=http://cdn.example headwater up",
      "Java options (memory, for example): HEADWATER_JAVA_OPTS=\"-Xmx1g\" headwater up"
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class UpCommand implements Callable<Integer> {
  /** The highest port that leaves room for an admin port 1000 and an internal one 2000 above. */
  private static final int MAX_PORT = 65_535 - 2000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--demo",
      description = "Also publish a short clip, once, and show where it plays.")
  private boolean demo;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description =
          "Where everything is kept. Default: ${DEFAULT-VALUE}, below the current folder.")
  private Path data;

  @Option(
      names = "--control-port",
      paramLabel = "N",
      defaultValue = "8080",
      description =
          "Port of the control plane; its admin port is 1000 higher. Default: ${DEFAULT-VALUE}.")
  private int controlPort;

  @Option(
      names = "--edge-port",
      paramLabel = "N",
      defaultValue = "8081",
      description =
          "Port of the data plane; its admin port is 1000 higher. Default: ${DEFAULT-VALUE}.")
  private int edgePort;

  @Option(
      names = "--rtmp-port",
      paramLabel = "N",
      description =
          "Port that encoders send live streams to by RTMP. Default: "
              + UpWish.RTMP_PORT
              + "; where that is taken, there is no RTMP.")
  private @Nullable Integer rtmpPort;

  @Override
  public Integer call() {
    check("--control-port", controlPort);
    check("--edge-port", edgePort);
    if (rtmpPort != null) {
      check("--rtmp-port", rtmpPort);
    }
    UpRun.run(
        new UpWish(
            data,
            controlPort,
            edgePort,
            rtmpPort == null ? OptionalInt.empty() : OptionalInt.of(rtmpPort),
            demo));
    return 0;
  }

  private void check(String option, int port) {
    if (port < 1 || port > MAX_PORT) {
      throw new ParameterException(
          spec.commandLine(), option + ": " + port + " (expected: 1 to " + MAX_PORT + ")");
    }
  }
}
