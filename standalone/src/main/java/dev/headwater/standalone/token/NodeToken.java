package dev.headwater.standalone.token;

import dev.headwater.platform.identity.Identity;
import dev.headwater.platform.identity.NodeRole;
import dev.headwater.platform.identity.NodeTokens;
import dev.headwater.platform.secret.Secrets;
import dev.headwater.standalone.CommandFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The token of one node. */
public final class NodeToken {
  private NodeToken() {}

  /** Fails with CommandFailure where the file, the role or the name is of no use. */
  public static String of(String role, String name, Path rootSecretFile) {
    NodeRole known =
        NodeRole.of(role)
            .orElseThrow(
                () -> new CommandFailure("role: '" + role + "' (expected: edge or worker)"));
    try (Secrets secrets = Secrets.of(Map.of())) {
      NodeTokens tokens = new NodeTokens(secrets.read("file:" + rootSecretFile), Optional.empty());
      return tokens.issue(new Identity(known, name));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
