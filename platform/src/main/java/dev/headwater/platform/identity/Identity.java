package dev.headwater.platform.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One node or worker. Immutable.
 *
 * @param name tells it from the others of its role
 */
public record Identity(NodeRole role, String name) {
  /** No dot, which ends the name in a token; nothing that a log or a URI would have to escape. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}");

  public Identity {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: '" + name + "' (expected: 1 to 63 letters, digits, '-' or '_')");
    }
  }

  /** Empty where one of the words is not what it should be. */
  static Optional<Identity> of(String role, String name) {
    return NAME.matcher(name).matches()
        ? NodeRole.of(role).map(known -> new Identity(known, name))
        : Optional.empty();
  }

  public boolean may(Right right) {
    return role.may(right);
  }

  @Override
  public String toString() {
    return role.word() + ":" + name;
  }
}
