package dev.headwater.cachepolicy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A path with named variables, such as {@code /vod/{title}/{epoch}/{rendition}/{n}.m4s}: in each
 * segment, fixed text and variables in turn. A variable that has its segment for itself takes
 * anything but nothing; one beside fixed text takes no dot, so that {@code {n}.m4s} is not {@code
 * {n}.{part}.m4s}. There is nothing to try twice in it: matching takes time in proportion to the
 * path. Immutable.
 */
public final class PathTemplate {
  /** Each costs a look for each request, and many when two templates are held together. */
  private static final int MOST_SEGMENTS = 16;

  private static final int LONGEST_SEGMENT = 64;
  private static final int MOST_VARIABLES = 4;

  private final String text;
  private final List<Segment> segments;

  private PathTemplate(String text, List<Segment> segments) {
    this.text = text;
    this.segments = segments;
  }

  /** Fails with IllegalArgumentException where the text isn't a template. */
  public static PathTemplate parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("'" + text + "' (expected: a path from '/')");
    }
    List<Segment> segments = new ArrayList<>();
    for (String segment : text.substring(1).split("/", -1)) {
      segments.add(Segment.parse(segment, text));
    }
    check(text, segments);
    return new PathTemplate(text, List.copyOf(segments));
  }

  private static void check(String text, List<Segment> segments) {
    List<String> names = names(segments).toList();
    if (segments.size() > MOST_SEGMENTS) {
      throw new IllegalArgumentException(
          "'%s' (expected: at most %d segments)".formatted(text, MOST_SEGMENTS));
    }
    if (Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException("'" + text + "' (expected: each variable once)");
    }
    if (segments.getFirst().prefix.equals("t") && segments.getFirst().variables.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + text + "' (expected: no path below /t/, where tokens stand)");
    }
  }

  private static Stream<String> names(List<Segment> segments) {
    return segments.stream().flatMap(one -> one.variables.stream().map(Segment.Variable::name));
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

  /** The names of the variables, in the order of the path. */
  public List<String> variables() {
    return names(segments).toList();
  }

  /** A path that both templates have; empty where there is none. */
  public Optional<String> overlap(PathTemplate other) {
    if (segments.size() != other.segments.size()) {
      return Optional.empty();
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      Optional<String> both = SegmentOverlap.of(glob(i), other.glob(i));
      if (both.isEmpty()) {
        return Optional.empty();
      }
      path.append('/').append(both.get());
    }
    return Optional.of(path.toString());
  }

  /**
   * The paths of this form as a regular expression that every CDN reads (a subset of PCRE without
   * alternatives, so that nothing is tried twice), for values of unreserved characters (RFC 3986,
   * section 2.3): those are never escaped.
   *
   * @param fixed values that variables have to have, by name
   */
  public String regex(Map<String, String> fixed) {
    return segments.stream().map(one -> "/" + one.regex(fixed)).collect(Collectors.joining());
  }

  private SegmentOverlap.Glob glob(int segment) {
    Segment one = segments.get(segment);
    List<String> texts = new ArrayList<>();
    texts.add(one.prefix);
    one.variables.forEach(variable -> texts.add(variable.after));
    return SegmentOverlap.Glob.of(texts, one.isFree());
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
      if (segment.length() > LONGEST_SEGMENT) {
        throw new IllegalArgumentException(
            "'%s' (expected: at most %d characters between slashes)"
                .formatted(template, LONGEST_SEGMENT));
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
        if (!name.matches("[a-z]+") || endless) {
          throw unexpected(template);
        }
        variables.add(new Variable(name, after));
        open = next;
      }
      if (variables.size() > MOST_VARIABLES) {
        throw new IllegalArgumentException(
            "'%s' (expected: at most %d variables between slashes)"
                .formatted(template, MOST_VARIABLES));
      }
      if (!isPlain(prefix) || !variables.stream().allMatch(one -> isPlain(one.after))) {
        throw unexpected(template);
      }
      return new Segment(prefix, List.copyOf(variables));
    }

    /** Unreserved characters (RFC 3986, section 2.3): no path here has others, escaped or not. */
    private static boolean isPlain(String text) {
      return text.matches("[A-Za-z0-9._~-]*");
    }

    private static IllegalArgumentException unexpected(String template) {
      return new IllegalArgumentException(
          "'"
              + template
              + "' (expected: segments such as 'vod', '{title}', '{n}.m4s', '{a}-{b}.m4s')");
    }

    /** Whether it is one variable and nothing else. */
    boolean isFree() {
      return prefix.isEmpty() && variables.size() == 1 && variables.getFirst().after.isEmpty();
    }

    String regex(Map<String, String> fixed) {
      StringBuilder regex = new StringBuilder(quoted(prefix));
      for (int i = 0; i < variables.size(); i++) {
        Variable variable = variables.get(i);
        String value = fixed.get(variable.name);
        boolean last = i == variables.size() - 1;
        regex.append(value != null ? quoted(value) : any(last ? "" : variable.after));
        regex.append(quoted(variable.after));
      }
      return regex.toString();
    }

    /** What a variable takes that ends where such text begins. */
    private String any(String after) {
      if (isFree()) {
        return "[\\w.~-]+";
      }
      return switch (after) {
        case "-" -> "[\\w~]+";
        case "~" -> "[\\w-]+";
        case String text when text.isEmpty() || text.startsWith(".") -> "[\\w~-]+";
        default -> "(?:(?!" + quoted(after) + ")[\\w~-])+";
      };
    }

    private static String quoted(String text) {
      return text.replaceAll("[^\\w~-]", "\\\\$0");
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
        if (end <= at || !segment.startsWith(after, end) || !takes(segment, at, end)) {
          return null;
        }
        values.add(segment.substring(at, end));
        at = end + after.length();
      }
      return values;
    }

    private boolean takes(String segment, int from, int to) {
      int dot = isFree() ? -1 : segment.indexOf('.', from);
      return dot < 0 || dot >= to;
    }
  }
}
