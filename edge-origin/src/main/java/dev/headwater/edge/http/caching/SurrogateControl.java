package dev.headwater.edge.http.caching;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Surrogate-Control field (Edge Architecture Specification, section 2): Cache-Control's
 * grammar, where a parameter addresses a directive to one device.
 */
public final class SurrogateControl {
  public static final String NAME = "Surrogate-Control";

  /** What this cache calls itself in Surrogate-Capability and is addressed by. */
  public static final String DEVICE = "headwater";

  private SurrogateControl() {}

  /** Without directives for other devices; empty where none is left. */
  static Optional<CacheControl> parse(List<String> lines) {
    List<Directive> directives =
        lines.stream()
            .flatMap(line -> Stream.of(line.split(",", -1)))
            .map(directive -> directive.split(";", 2))
            .filter(parts -> parts.length == 1 || parts[1].strip().equals(DEVICE))
            .flatMap(parts -> DirectiveParser.parse(parts[0]).stream())
            .toList();
    return directives.isEmpty() ? Optional.empty() : Optional.of(new CacheControl(directives));
  }
}
