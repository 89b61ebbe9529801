package dev.headwater.endurance.content;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource of the source, all of which its path tells. Immutable.
 *
 * @param size in bytes
 */
public record Resource(Terms terms, int size, long number) {
  private static final Pattern PATH =
      Pattern.compile("/vod/(\\w+)/(\\d{1,9})/(\\d{1,18})/[a-z.0-9]+");

  /** How long an edition lasts: several times a freshness lifetime, often enough in a minute. */
  private static final long EDITION_MILLIS = Duration.ofSeconds(20).toMillis();

  public static Optional<Resource> of(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches()
        ? Optional.of(
            new Resource(
                Terms.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                Integer.parseInt(matcher.group(2)),
                Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  public String path() {
    return "/vod/%s/%d/%d/%s".formatted(terms.word(), size, number, terms.file());
  }

  /** What it is at that time. */
  public Edition at(long nowMillis) {
    return new Edition(this, terms.changes() ? nowMillis / EDITION_MILLIS : 0);
  }
}
