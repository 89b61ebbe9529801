package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.ByteRange;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a 206 says it brings (RFC 9110, section 14.4). Immutable.
 *
 * @param size of the whole object
 */
record ContentRange(ByteRange range, long size) {
  /** Eighteen digits fit a long. */
  private static final Pattern FORM =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})", Pattern.CASE_INSENSITIVE);

  /** Empty where the field is missing, malformed, or leaves the size open. */
  static Optional<ContentRange> parse(@Nullable String field) {
    Matcher matcher = FORM.matcher(field == null ? "" : field.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(matcher.group(1));
    long last = Long.parseLong(matcher.group(2));
    long size = Long.parseLong(matcher.group(3));
    return first <= last && last < size
        ? Optional.of(new ContentRange(new ByteRange(first, last - first + 1), size))
        : Optional.empty();
  }
}
