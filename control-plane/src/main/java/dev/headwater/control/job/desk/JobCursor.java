package dev.headwater.control.job.desk;

import dev.headwater.control.refusal.Reason;
import dev.headwater.control.refusal.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the next page of jobs begins: below this one. Opaque to callers. Immutable.
 *
 * @param id of the last job of the page before
 */
public record JobCursor(long id) {
  /** At most 18 digits: a long holds them. */
  private static final Pattern TEXT = Pattern.compile("job (\\d{1,18})");

  String encode() {
    byte[] text = ("job " + id).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /** Refused with 400 where the text isn't a cursor. */
  public static JobCursor decode(String text) {
    Matcher matcher = TEXT.matcher(decoded(text));
    if (!matcher.matches()) {
      throw refused();
    }
    return new JobCursor(Long.parseLong(matcher.group(1)));
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      throw refused();
    }
  }

  private static RefusedException refused() {
    return new RefusedException(
        Reason.INVALID_REQUEST, "cursor: not one that a list of jobs gave as nextCursor");
  }
}
