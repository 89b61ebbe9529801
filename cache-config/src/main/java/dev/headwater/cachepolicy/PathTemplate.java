package dev.headwater.cachepolicy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path with named variables, such as {@code /vod/{title}/{epoch}/{rendition}/{n}.m4s}: in each
 * segment, fixed text and variables in turn. Immutable.
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

  /**
   * A segment: fixed text, then variables, each with the fixed text after it.
   *
   * @param prefix before the first variable; all of it where there is none
   */
  private record Segment(String prefix, List<Variable> variables) {
    private record Variable(String name, String after) {}

    static Segment parse(String segment, String template) {
      int open = segment.indexOf('{');
      if (segment.isEmpty() || (open < 0 && segment.indexOf('}') >= 0)) {
        throw unexpected(template);
      }
      List<Variable> variables = new ArrayList<>();
      String prefix = open < 0 ? segment : segment.substring(0, open);
      while (open >= 0) {
        int close = segment.indexOf('}', open);
        int next = close < 0 ? -1 : segment.indexOf('{', close);
        String name = close < 0 ? "" : segment.substring(open + 1, close);
        String after =
            close < 0 ? "" : segment.substring(close + 1, next < 0 ? segment.length() : next);
        boolean endless = next >= 0 && after.isEmpty(); // where would the first one end?
        if (name.isEmpty() || name.contains("{") || after.contains("}") || endless) {
          throw unexpected(template);
        }
        variables.add(new Variable(name, after));
        open = next;
      }
      if (prefix.contains("}")) {
        throw unexpected(template);
      }
      return new Segment(prefix, List.copyOf(variables));
    }

    private static IllegalArgumentException unexpected(String template) {
      return new IllegalArgumentException(
          "match: '"
              + template
              + "' (expected: segments such as 'vod', '{title}', '{n}.m4s', '{a}-{b}.m4s')");
    }

    boolean matches(String segment) {
      return variables.isEmpty() ? segment.equals(prefix) : values(segment) != null;
    }

    void bind(String segment, Map<String, String> into) {
      List<String> values = variables.isEmpty() ? List.of() : values(segment);
      for (int i = 0; i < variables.size(); i++) {
        into.put(variables.get(i).name, Objects.requireNonNull(values).get(i));
      }
    }

    /** Each variable ends where the text after it begins first, the last one at the end. */
    private @Nullable List<String> values(String segment) {
      if (!segment.startsWith(prefix)) {
        return null;
      }
      List<String> values = new ArrayList<>(variables.size());
      int at = prefix.length();
      for (int i = 0; i < variables.size(); i++) {
        String after = variables.get(i).after;
        boolean last = i == variables.size() - 1;
        int end = last ? segment.length() - after.length() : segment.indexOf(after, at);
        if (end <= at || !segment.startsWith(after, end)) {
          return null;
        }
        values.add(segment.substring(at, end));
        at = end + after.length();
      }
      return values;
    }
  }
}
