package dev.headwater.standalone;

import dev.headwater.standalone.token.NodeToken;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the token that one node or worker is known by. */
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    versionProvider = HeadwaterVersion.class,
    description = "Prints the token that a node or worker shows to the control plane.",
    footer = {
      "",
      "The token is made from the root secret, its role and its name, and is the same each time;",
      "nothing is stored. Give it to that node alone, and the root secret to control planes alone.",
      "A root secret is made by: openssl rand -hex 32"
    })
@SuppressWarnings("NullAway.Init") // filled by picocli
final class NodeTokenCommand implements Runnable {
  enum Role {
    EDGE,
    WORKER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "${COMPLETION-CANDIDATES}: what it is, and so what it may do.")
  private Role role;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Tells it from the others of its role: letters, digits, '-' and '_'.")
  private String name;

  @Option(
      names = "--root-secret-file",
      required = true,
      paramLabel = "FILE",
      description = "Holds the root secret of the system, 64 characters or more.")
  private Path rootSecretFile;

  @Override
  public void run() {
    String token = NodeToken.of(role.toString(), name, rootSecretFile);
    spec.commandLine().getOut().println(token);
  }
}
