package dev.headwater.platform.store.s3;

import dev.headwater.platform.store.ByteRange;
import dev.headwater.platform.store.ObjectInfo;
import dev.headwater.platform.store.StoreException;
import dev.headwater.platform.store.StoreException.Reason;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the header fields of an answer say of an object. Fails with {@link StoreException},
 * malformed, where they say too little, or contradict each other or the request.
 */
final class ObjectAnswer {
  private static final int PARTIAL_CONTENT = 206;
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
  private static final Pattern STRONG_ETAG = Pattern.compile("\"[\\x21\\x23-\\x7e]+\"");

  private ObjectAnswer() {}

  /** To a HEAD, or a GET of the whole object. */
  static ObjectInfo whole(String key, S3Answer.Success answer) {
    long size =
        length(answer.headers()).orElseThrow(() -> malformed(key, "no good Content-Length"));
    if (answer.status() == PARTIAL_CONTENT) {
      throw malformed(key, "206 (expected: 200)");
    }
    return info(key, size, answer.headers());
  }

  /** To a GET of a range; the answer's own range must be the one asked for. */
  static ObjectInfo ranged(String key, ByteRange asked, S3Answer.Success answer) {
    String field = answer.headers().get(HttpHeaders.CONTENT_RANGE);
    ContentRange range =
        ContentRange.parse(field)
            .filter(_ -> answer.status() == PARTIAL_CONTENT)
            .orElseThrow(() ->
                malformed(
                    key,
                    "%d, Content-Range: %s (expected: 206 and a range)"
                        .formatted(answer.status(), field)));
    if (!asked.startsWithin(range.size()) || !range.range().equals(asked.clippedTo(range.size()))) {
      throw malformed(key, "Content-Range: %s (expected: %s)".formatted(field, asked));
    }
    long length = length(answer.headers()).orElse(range.range().length());
    if (length != range.range().length()) {
      throw malformed(key, "Content-Length: %d (expected: of %s)".formatted(length, field));
    }
    return info(key, range.size(), answer.headers());
  }

  private static ObjectInfo info(String key, long size, MultiMap headers) {
    String etag = headers.get(HttpHeaders.ETAG);
    if (etag == null || !STRONG_ETAG.matcher(etag).matches()) {
      throw malformed(key, "ETag: %s (expected: a strong one)".formatted(etag));
    }
    return new ObjectInfo(key, size, etag, lastModified(key, headers));
  }

  private static Instant lastModified(String key, MultiMap headers) {
    String field = headers.get(HttpHeaders.LAST_MODIFIED);
    try {
      return ZonedDateTime.parse(String.valueOf(field), DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant();
    } catch (DateTimeParseException e) {
      throw malformed(key, "Last-Modified: %s (expected: a date)".formatted(field));
    }
  }

  private static OptionalLong length(MultiMap headers) {
    String field = headers.get(HttpHeaders.CONTENT_LENGTH);
    return field != null && LENGTH.matcher(field).matches()
        ? OptionalLong.of(Long.parseLong(field))
        : OptionalLong.empty();
  }

  private static StoreException malformed(String key, @Nullable String detail) {
    return new StoreException(Reason.MALFORMED, key + ": " + detail);
  }
}
