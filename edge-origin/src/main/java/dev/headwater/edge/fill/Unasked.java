package dev.headwater.edge.fill;

import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.range.ContentRange;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a source may not say to a request (RFC 9110, sections 15.3.7 and 15.4.5). */
final class Unasked {
  private static final int PARTIAL_CONTENT = 206;
  private static final int NOT_MODIFIED = 304;

  private static final String NOBODY_ASKED = "the source sent a part, and nobody had asked for one";

  private Unasked() {}

  /** Why it can't be the answer; null where it can. */
  static @Nullable String reason(RequestHead asked, SourceAnswer answer) {
    return switch (answer.status()) {
      case NOT_MODIFIED ->
          asked.fields().has("If-None-Match") || asked.fields().has("If-Modified-Since")
              ? null
              : "the source says 304, and nobody had asked so";
      case PARTIAL_CONTENT -> asked.fields().has("Range") ? wrongPart(asked, answer) : NOBODY_ASKED;
      default -> null;
    };
  }

  /** The same for a 206 to a fill. */
  static @Nullable String ofPart(CacheRequest request, SourceAnswer answer) {
    return request.range() == null ? NOBODY_ASKED : wrongPart(request.asGet(), answer);
  }

  /** Without knowing where a part belongs, nobody can use it. */
  private static @Nullable String wrongPart(RequestHead asked, SourceAnswer answer) {
    Fields fields = answer.response().head().fields();
    String type = String.valueOf(fields.get("Content-Type")).toLowerCase(Locale.ROOT);
    if (type.startsWith("multipart/byteranges") && !fields.has("Content-Range")) {
      return null;
    }
    if (!(ContentRange.of(fields).orElse(null) instanceof ContentRange.Satisfied(var span, _))) {
      return "the source sent a part, and doesn't say of what";
    }
    OptionalLong length = answer.response().length();
    return asked.isHead() || length.isEmpty() || length.getAsLong() == span.length()
        ? null
        : "the source sent a part of another length than it says";
  }
}
