package dev.headwater.cdnconfig;

import dev.headwater.cachepolicy.CachePolicy;
import dev.headwater.cachepolicy.CountedName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A function that runs at the edge, written once in the style of CloudFront Functions: {@code
 * function handler(event)}, and a constant {@code configuration}. Its source keeps to what
 * JavaScript runtime 2.0 of CloudFront and njs 0.7.9 both understand.
 */
public enum EdgeFunction {
  /** Checks playback tokens, and takes them out of requests. */
  TOKEN,
  /** Leaves what counts of the query. */
  KEY,
  /** Answers preflight requests, and says which pages may read. */
  CORS,
  /** Lets viewers of some countries pass. */
  GEO,
  /** Sends viewers elsewhere. */
  REDIRECT,
  /** Gives each viewer one of several variants. */
  VARIANT;

  /** As its file is called, without ending. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is given, in JSON: what the policy says, or a beginning for what no policy tells. */
  public String configuration(CachePolicy policy) {
    return switch (this) {
      case TOKEN -> "{ keys: {} }";
      case KEY -> counted(policy);
      case CORS -> "{ origins: ['*'], maxAgeSeconds: 86400 }";
      case GEO ->
          """
          {
            field: 'cloudfront-viewer-country',
            rules: [] // { path: '/vod/t1/', allow: ['DE', 'FR'] }, { path: '/live/', deny: ['US'] }
          }\
          """;
      case REDIRECT ->
          """
          {
            redirects: [] // { from: '/vod/t1/e1/', to: '/vod/t1/e2/', status: 308 }
          }\
          """;
      case VARIANT ->
          """
          {
            cookie: 'headwater_variant',
            // { path: '/vod/t1/e1/', variants: [{ name: 'a', weight: 9, to: '/vod/t1/e1/' }, { name: 'b', weight: 1, to: '/vod/t1/e2/' }] }
            tests: []
          }\
          """;
    };
  }

  /** Of which kinds something counts besides the path, and what. */
  private static String counted(CachePolicy policy) {
    return policy.kinds().stream()
        .filter(kind -> !kind.key().isWithoutQuery() || !kind.key().fields().isNone())
        .map(kind ->
            "    { match: '^%s$', query: %s%s%s }"
                .formatted(
                    kind.match().regex(Map.of()).replace("\\", "\\\\"),
                    quoted(kind.key().query()),
                    counted("headers", kind.key().fields().headers()),
                    counted("cookies", kind.key().fields().cookies())))
        .collect(Collectors.joining(",\n", "{\n  kinds: [\n", "\n  ]\n}"));
  }

  /** Functions have names of header fields in lower case. */
  private static String counted(String key, List<CountedName> names) {
    return names.isEmpty()
        ? ""
        : names.stream()
            .map(one ->
                "'%s': %s"
                    .formatted(
                        key.equals("headers") ? one.name().toLowerCase(Locale.ROOT) : one.name(),
                        quoted(one.values())))
            .collect(Collectors.joining(", ", ", " + key + ": { ", " }"));
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", ", "[", "]"));
  }

  String source() {
    return resource("functions/" + word() + ".js");
  }

  static String resource(String name) {
    try (InputStream stream = EdgeFunction.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from this build");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
