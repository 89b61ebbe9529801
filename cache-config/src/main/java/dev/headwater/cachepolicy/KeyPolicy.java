package dev.headwater.cachepolicy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * What of a request counts in the cache key, besides the path. What isn't named here reaches
 * neither key nor source. Immutable.
 *
 * @param query names of parameters, in the order in which the key has them
 * @param fields header fields and cookies
 */
public record KeyPolicy(List<String> query, CountedFields fields) {
  /**
   * The longest value that counts: shorter than any token, which has a signature of 43 characters,
   * a header and claims.
   */
  public static final int LONGEST_VALUE = 100;

  private static final List<String> TELLING =
      List.of(
          "apikey",
          "authorization",
          "cookie",
          "credential",
          "jwt",
          "password",
          "secret",
          "session",
          "signature",
          "token");

  /** Of others, the last ones of signed URLs of Akamai and CloudFront. */
  private static final Set<String> BRIEF =
      Set.of("auth", "sid", "sig", "hdnea", "hdntl", "hdnts", "policy");

  private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");

  public KeyPolicy {
    query = List.copyOf(query);
  }

  /** Of which no header fields count. */
  public KeyPolicy(List<String> query) {
    this(query, CountedFields.NONE);
  }

  /**
   * The query of the key: what counts, in one order, each with its value as it came.
   *
   * @param parameters of the request, by their names
   * @return with its question mark; empty where nothing counts
   */
  public String query(Map<String, String> parameters) {
    StringJoiner counted = new StringJoiner("&", "?", "").setEmptyValue("");
    for (String name : query) {
      String value = parameters.get(name);
      if (value != null) {
        counted.add(name + "=" + value);
      }
    }
    return counted.toString();
  }

  /** Whether nothing of the query counts. */
  public boolean isWithoutQuery() {
    return query.isEmpty();
  }

  /**
   * Whether a name, of a parameter, a header field or a cookie, is one that tokens come by: here,
   * with CDNs that sign URLs, or elsewhere (RFC 6750, section 2.3), however it is written.
   */
  public static boolean isCredential(String name) {
    String words = name.toLowerCase(Locale.ROOT);
    String letters = OTHER.matcher(words).replaceAll("");
    return BRIEF.contains(letters)
        || OTHER.splitAsStream(words).anyMatch(BRIEF::contains)
        || TELLING.stream().anyMatch(letters::contains);
  }
}
