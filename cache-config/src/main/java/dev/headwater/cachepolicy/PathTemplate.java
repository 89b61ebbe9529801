package dev.headwater.cachepolicy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with named variables, such as {@code /vod/{title}/{epoch}/{rendition}/{n}.m4s}: one
 * variable a segment at most, with fixed text before and after it. Immutable.
 */
public final class PathTemplate {
  private final String text;
  private final List<Segment> segments;

  private PathTemplate(String text, List<Segment> segments) {
    this.text = text;
    this.segments = segments;
  }

  /** Fails with IllegalArgumentException where the text isn't a template. */
  public static PathTemplate parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("match: '" + text + "' (expected: a path from '/')");
    }
    List<Segment> segments = new ArrayList<>();
    for (String segment : text.substring(1).split("/", -1)) {
      segments.add(Segment.parse(segment, text));
    }
    return new PathTemplate(text, List.copyOf(segments));
  }

  /** The variables' values, by name, where the path has this form. */
  public Optional<Map<String, String>> match(List<String> pathSegments) {
    if (pathSegments.size() != segments.size()) {
      return Optional.empty();
    }
    for (int i = segments.size() - 1; i >= 0; i--) {
      if (!segments.get(i).matches(pathSegments.get(i))) {
        return Optional.empty();
      }
    }
    Map<String, String> variables = HashMap.newHashMap(segments.size());
    for (int i = 0; i < segments.size(); i++) {
      segments.get(i).bind(pathSegments.get(i), variables);
    }
    return Optional.of(variables);
  }

  @Override
  public String toString() {
    return text;
  }

  /** A segment: prefix, variable, suffix; without a variable its text is all prefix. */
  private record Segment(String prefix, String variable, String suffix) {
    static Segment parse(String segment, String template) {
      int open = segment.indexOf('{');
      int close = segment.indexOf('}');
      if (segment.isEmpty()
          || (open < 0) != (close < 0)
          || close < open
          || segment.lastIndexOf('{') != open
          || segment.lastIndexOf('}') != close) {
        throw new IllegalArgumentException(
            "match: '" + template + "' (expected: segments such as 'vod', '{title}', '{n}.m4s')");
      }
      return open < 0
          ? new Segment(segment, "", "")
          : new Segment(
              segment.substring(0, open),
              segment.substring(open + 1, close),
              segment.substring(close + 1));
    }

    boolean matches(String segment) {
      if (variable.isEmpty()) {
        return segment.equals(prefix);
      }
      return segment.length() > prefix.length() + suffix.length()
          && segment.startsWith(prefix)
          && segment.endsWith(suffix);
    }

    void bind(String segment, Map<String, String> variables) {
      if (!variable.isEmpty()) {
        variables.put(
            variable, segment.substring(prefix.length(), segment.length() - suffix.length()));
      }
    }
  }
}
