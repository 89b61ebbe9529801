package dev.headwater.edge.function;

import dev.headwater.cachepolicy.PathTemplate;
import java.util.ArrayList;
import java.util.List;

/**
 * The paths that a function runs for: those that match a template or begin with a prefix; all where
 * there is neither. Immutable.
 */
record FunctionPaths(List<PathTemplate> templates, List<String> prefixes) {
  /** Fails with IllegalArgumentException where one is neither. */
  static FunctionPaths of(List<String> paths) {
    List<PathTemplate> templates = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    for (String path : paths) {
      if (path.endsWith("/*")) {
        prefixes.add(prefix(path));
      } else {
        templates.add(template(path));
      }
    }
    return new FunctionPaths(templates, prefixes);
  }

  private static String prefix(String path) {
    String prefix = path.substring(0, path.length() - 1);
    if (!prefix.startsWith("/") || prefix.indexOf('*') >= 0 || prefix.indexOf('{') >= 0) {
      throw new IllegalArgumentException("paths: '" + path + "' (expected: such as /vod/*)");
    }
    return prefix;
  }

  private static PathTemplate template(String path) {
    try {
      return PathTemplate.parse(path);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("paths: " + e.getMessage(), e);
    }
  }

  /**
   * Whether the function runs.
   *
   * @param path decoded, without a token before it; empty where it can't be read, since then any
   *     may be meant
   */
  boolean have(String path) {
    if (path.isEmpty() || (templates.isEmpty() && prefixes.isEmpty())) {
      return true;
    }
    if (prefixes.stream().anyMatch(path::startsWith)) {
      return true;
    }
    List<String> segments = List.of(path.substring(1).split("/", -1));
    return templates.stream().anyMatch(template -> template.match(segments).isPresent());
  }
}
