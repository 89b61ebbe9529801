package dev.headwater.standalone;

import dev.headwater.standalone.client.RevokeRun;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends playback tokens before their time. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description =
        "Ends playback tokens that were issued until now, on all nodes of the data plane.",
    footer = {
      "",
      "Exit status 1 if it was refused, or with --wait if a node could not be reached.",
      "",
      "  headwater token revoke --title tq3kz7m2xa5bvw6cd --wait"
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class TokenRevokeCommand implements Callable<Integer> {
  @Mixin private SystemOptions system;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Which which;

  /** One of them. */
  static final class Which {
    @Option(names = "--token", paramLabel = "TOKEN", description = "This one.")
    private @Nullable String token;

    @Option(
        names = "--session",
        paramLabel = "ID",
        description = "Those of a playback session: their claim sid.")
    private @Nullable String session;

    @Option(
        names = "--viewer",
        paramLabel = "ID",
        description = "Those of a person: their claim sub.")
    private @Nullable String viewer;

    @Option(names = "--title", paramLabel = "ID", description = "Those for a title.")
    private @Nullable String title;
  }

  @Option(
      names = "--wait",
      description = "Return when all nodes have applied it, or none is left that can.")
  private boolean waits;

  @Override
  public Integer call() {
    if (which.token != null) {
      return revoke("token", which.token);
    }
    if (which.session != null) {
      return revoke("session", which.session);
    }
    return which.viewer != null
        ? revoke("viewer", which.viewer)
        : revoke("title", String.valueOf(which.title));
  }

  private int revoke(String what, String name) {
    return RevokeRun.run(system.url(), what, name, waits, system.json()) ? 0 : 1;
  }
}
