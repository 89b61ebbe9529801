package dev.headwater.edge.http.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a message, in order. Names are compared without regard to case (RFC 9110,
 * section 5.1).
 */
public interface Fields extends Iterable<Field> {
  /** The values of all lines of that name, each as it was sent; empty where there is none. */
  List<String> lines(String name);

  /** The lines of that name joined by ", " (section 5.3), or null where there is none. */
  default @Nullable String get(String name) {
    List<String> lines = lines(name);
    return switch (lines.size()) {
      case 0 -> null;
      case 1 -> lines.getFirst();
      default -> String.join(", ", lines);
    };
  }

  default boolean has(String name) {
    return !lines(name).isEmpty();
  }
}
