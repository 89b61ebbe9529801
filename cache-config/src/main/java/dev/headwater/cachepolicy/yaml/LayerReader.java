package dev.headwater.cachepolicy.yaml;

import dev.headwater.cachepolicy.Layer;
import dev.headwater.cachepolicy.Layer.Program;
import dev.headwater.cachepolicy.Layer.Role;
import java.util.List;
import java.util.Optional;

/** Reads the layers of a policy. */
final class LayerReader {
  private LayerReader() {}

  /**
   * Reads one.
   *
   * @param before those that stand nearer to the origin
   */
  static Layer layer(PolicyNode node, List<Layer> before) {
    String name = node.parsed("name", LayerReader::name);
    Role role =
        node.optional("role", text -> PolicyNode.constant(Role.class, text)).orElse(Role.EDGE);
    Optional<Program> program =
        node.optional("program", text -> PolicyNode.constant(Program.class, text));
    Optional<String> address = node.optional("address", LayerReader::address);
    Layer layer = new Layer(name, role, program, countsAge(node, program), address);
    node.end();
    if (before.stream().anyMatch(other -> other.name().equals(name))) {
      throw node.error("name", "each name once");
    }
    if (!before.isEmpty() && before.getLast().role().compareTo(role) >= 0) {
      throw node.error(
          "role", "each once, from the origin outwards: shield, regional, edge, which is usual");
    }
    return layer;
  }

  /** What a program is known to do needs no word, and can't be said otherwise. */
  private static boolean countsAge(PolicyNode node, Optional<Program> program) {
    if (program.isEmpty()) {
      return node.truth("counts-age");
    }
    boolean known = program.get().countsAge();
    if (node.has("counts-age") && node.truth("counts-age") != known) {
      throw node.error("counts-age", known + ", since that is what " + word(program) + " does");
    }
    return known;
  }

  private static String word(Optional<Program> program) {
    return program.map(PolicyNode::word).orElse("");
  }

  private static String name(String text) {
    if (!text.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException(
          "'" + text + "' (expected: a word of at most 32 letters, digits and hyphens)");
    }
    return text;
  }

  private static String address(String text) {
    if (!text.matches("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):\\d{1,5}")) {
      throw new IllegalArgumentException("'" + text + "' (expected: HOST:PORT)");
    }
    return text;
  }
}
