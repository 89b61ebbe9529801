package dev.headwater.cachepolicy.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping in a policy file, that knows where it stands and which of its keys were read. */
final class PolicyNode {
  private final String file;
  private final String path;
  private final MappingNode node;
  private final Map<String, Node> members = new LinkedHashMap<>();
  private final Set<String> read = new LinkedHashSet<>();

  private PolicyNode(String file, String path, MappingNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
    for (NodeTuple member : node.getValue()) {
      String key = scalar(member.getKeyNode());
      if (members.put(key, member.getValueNode()) != null) {
        throw new PolicyException(place(member.getKeyNode(), key) + ": stands twice");
      }
    }
  }

  static PolicyNode root(String file, @Nullable Node node) {
    if (node instanceof MappingNode mapping) {
      return new PolicyNode(file, "", mapping);
    }
    throw new PolicyException(
        file
            + ": "
            + (node == null ? "empty" : "no mapping")
            + " (expected: a mapping with kinds)");
  }

  /** Where it begins, from 1; 0 where that isn't known. */
  int line() {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  boolean has(String key) {
    return members.containsKey(key);
  }

  boolean isMapping(String key) {
    return value(key) instanceof MappingNode;
  }

  PolicyNode child(String key) {
    if (value(key) instanceof MappingNode mapping) {
      return new PolicyNode(file, path(key), mapping);
    }
    throw error(key, "a mapping");
  }

  /** Empty where the key is missing. */
  List<PolicyNode> items(String key) {
    if (!has(key)) {
      value(key);
      return List.of();
    }
    List<PolicyNode> items = new ArrayList<>();
    for (Node item : nodes(key, "a list of mappings")) {
      String place = path(key) + "[" + items.size() + "]";
      if (!(item instanceof MappingNode mapping)) {
        throw new PolicyException(at(item) + place + ": (expected: a mapping)");
      }
      items.add(new PolicyNode(file, place, mapping));
    }
    return items;
  }

  String text(String key) {
    if (value(key) instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw error(key, "a text");
  }

  boolean truth(String key) {
    return switch (has(key) ? scalar(value(key)) : "") {
      case "true" -> true;
      case "false" -> false;
      default -> throw error(key, "true or false");
    };
  }

  /** Made of a text by a parser whose IllegalArgumentException says what was expected. */
  <T> T parsed(String key, Function<String, T> parser) {
    try {
      return parser.apply(text(key));
    } catch (IllegalArgumentException e) {
      throw new PolicyException(
          place(value(key), key) + ": " + visible(String.valueOf(e.getMessage())));
    }
  }

  /** The same where the key may be missing. */
  <T> Optional<T> optional(String key, Function<String, T> parser) {
    read.add(key);
    return has(key) ? Optional.of(parsed(key, parser)) : Optional.empty();
  }

  /** The same for a list of so many texts, no two of which are the same. */
  <T> List<T> parsedList(String key, int most, Function<String, T> parser) {
    List<T> items = new ArrayList<>();
    for (Node item : nodes(key, "a list of texts")) {
      if (items.size() == most) {
        throw new PolicyException(at(item) + path(key) + ": (expected: at most " + most + ")");
      }
      try {
        T parsed = parser.apply(scalar(item));
        if (items.contains(parsed)) {
          throw new IllegalArgumentException("'" + scalar(item) + "' (expected: each once)");
        }
        items.add(parsed);
      } catch (IllegalArgumentException e) {
        throw new PolicyException(
            at(item)
                + path(key)
                + "["
                + items.size()
                + "]: "
                + visible(String.valueOf(e.getMessage())));
      }
    }
    return items;
  }

  /** The same where the key may be missing: none then. */
  <T> List<T> optionalList(String key, int most, Function<String, T> parser) {
    read.add(key);
    return has(key) ? parsedList(key, most, parser) : List.of();
  }

  <E extends Enum<E>> E constant(String key, Class<E> type) {
    return parsed(key, text -> constant(type, text));
  }

  <E extends Enum<E>> List<E> constants(String key, Class<E> type) {
    return parsedList(key, type.getEnumConstants().length, text -> constant(type, text));
  }

  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> word(constant).equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'"
                    + word
                    + "' (expected: one of "
                    + String.join(
                        ", ", Arrays.stream(type.getEnumConstants()).map(PolicyNode::word).toList())
                    + ")"));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Fails where a key is left that nobody has read. */
  void end() {
    for (NodeTuple member : node.getValue()) {
      String key = scalar(member.getKeyNode());
      if (!read.contains(key)) {
        throw new PolicyException(
            place(member.getKeyNode(), key)
                + ": unknown key (expected: "
                + String.join(", ", read)
                + ")");
      }
    }
  }

  PolicyException error(String key, String expectation) {
    Node value = members.get(key);
    return value == null
        ? new PolicyException(place(node, key) + ": missing (expected: " + expectation + ")")
        : new PolicyException(
            place(value, key) + ": '" + shown(value) + "' (expected: " + expectation + ")");
  }

  private List<Node> nodes(String key, String expectation) {
    if (value(key) instanceof SequenceNode list) {
      return list.getValue();
    }
    throw error(key, expectation);
  }

  private @Nullable Node value(String key) {
    read.add(key);
    return members.get(key);
  }

  private String place(@Nullable Node at, String key) {
    return (at == null ? file + ": " : at(at)) + path(key);
  }

  private String at(Node at) {
    return at.getStartMark()
        .map(mark -> file + ":" + (mark.getLine() + 1) + ": ")
        .orElse(file + ": ");
  }

  private String path(String key) {
    return visible(path.isEmpty() ? key : path + "." + key);
  }

  /** A message is a line, whatever stands in the file. */
  private static String visible(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private static String scalar(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static String shown(Node node) {
    return switch (node) {
      case ScalarNode scalar -> visible(scalar.getValue());
      case SequenceNode _ -> "a list";
      default -> "a mapping";
    };
  }
}
