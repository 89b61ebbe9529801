package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.Fields;
import java.util.OptionalLong;

/**
 * The Age field (RFC 9111, section 5.1). One that can't be trusted tells that the response has been
 * in some cache, but not how long: its response is stale.
 */
final class Age {
  private Age() {}

  /**
   * Seconds, 0 where there is no such field. Empty where it is no number, or was sent more than
   * once: as several lines, or as lines that somebody joined, which a space after the comma shows.
   * Of members without it the first counts.
   */
  static OptionalLong seconds(Fields fields) {
    String age = fields.get("Age");
    if (age == null) {
      return OptionalLong.of(0);
    }
    int comma = age.indexOf(',');
    boolean joined = comma >= 0 && age.startsWith(" ", comma + 1);
    return joined
        ? OptionalLong.empty()
        : DeltaSeconds.parse(comma < 0 ? age : age.substring(0, comma));
  }
}
