package dev.headwater.edge.http.caching;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is about (RFC 9110, section 7.1). Immutable.
 *
 * @param scheme in lower case
 * @param authority host and port, in lower case, without the scheme's default port
 * @param target path and query
 */
public record TargetUri(String scheme, String authority, String target) {
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?<rest>.*)", Pattern.DOTALL);

  public TargetUri {
    scheme = scheme.toLowerCase(Locale.ROOT);
    authority = normalised(scheme, authority);
  }

  /**
   * Path and query of a reference (RFC 3986, section 5.2) that leads to the same origin (RFC 9110,
   * section 4.3.1); empty for one that leads elsewhere.
   */
  public Optional<String> sameOrigin(String reference) {
    String text = withoutFragment(reference.strip());
    Matcher absolute = ABSOLUTE.matcher(text);
    if (absolute.matches()) {
      return scheme.equalsIgnoreCase(absolute.group("scheme"))
          ? ofHierarchy(absolute.group("rest"))
          : Optional.empty();
    }
    return text.startsWith("//") ? ofHierarchy(text) : Optional.of(resolved(text));
  }

  /** Of {@code //authority/path?query}. */
  private Optional<String> ofHierarchy(String text) {
    if (!text.startsWith("//")) {
      return Optional.empty();
    }
    int end = 2;
    while (end < text.length() && "/?".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (!normalised(scheme, text.substring(2, end)).equals(authority)) {
      return Optional.empty();
    }
    String rest = text.substring(end);
    return Optional.of(withoutDotSegments(rest.startsWith("/") ? rest : "/" + rest));
  }

  private String resolved(String reference) {
    String path = withoutQuery(target);
    if (reference.isEmpty()) {
      return target;
    }
    if (reference.startsWith("?")) {
      return path + reference;
    }
    return withoutDotSegments(
        reference.startsWith("/")
            ? reference
            : path.substring(0, path.lastIndexOf('/') + 1) + reference);
  }

  /** RFC 3986, section 5.2.4. */
  private static String withoutDotSegments(String target) {
    String path = withoutQuery(target);
    Deque<String> segments = new ArrayDeque<>();
    String[] parts = path.substring(path.startsWith("/") ? 1 : 0).split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean dots = parts[i].equals(".") || parts[i].equals("..");
      if (parts[i].equals("..")) {
        segments.pollLast();
      }
      if (!dots) {
        segments.addLast(parts[i]);
      } else if (i == parts.length - 1) {
        segments.addLast("");
      }
    }
    return "/" + String.join("/", segments) + target.substring(path.length());
  }

  private static String withoutQuery(String text) {
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  private static String withoutFragment(String text) {
    int fragment = text.indexOf('#');
    return fragment < 0 ? text : text.substring(0, fragment);
  }

  private static String normalised(String scheme, String authority) {
    String lower = authority.toLowerCase(Locale.ROOT);
    String defaultPort = scheme.equals("https") ? ":443" : ":80";
    return lower.endsWith(defaultPort)
        ? lower.substring(0, lower.length() - defaultPort.length())
        : lower;
  }
}
