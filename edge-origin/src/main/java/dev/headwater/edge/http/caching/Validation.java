package dev.headwater.edge.http.caching;

import dev.headwater.edge.http.message.ConnectionFields;
import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Asking whether stored responses still hold (RFC 9111, section 4.3). */
public final class Validation {
  /** Preconditions and ranges of the client: its own questions, answered from what is stored. */
  private static final Set<String> QUESTIONS =
      Set.of("if-none-match", "if-modified-since", "if-range", "range");

  /** What tells about stored content, which a 304 doesn't bring anew (section 3.2). */
  private static final Set<String> OF_CONTENT =
      Set.of(
          "content-encoding",
          "content-length",
          "content-range",
          "content-md5",
          "content-digest",
          "etag");

  private Validation() {}

  static boolean hasValidator(Fields response) {
    return response.has("ETag") || response.has("Last-Modified");
  }

  /**
   * The fields of a request that validates stored responses: those of the request that caused it,
   * with preconditions made from what is stored (section 4.3.1).
   *
   * @param stored the fields of each response that might be the answer
   */
  public static FieldList conditional(FieldList request, List<FieldList> stored) {
    FieldList.Builder fields = request.toBuilder().removeAll(QUESTIONS);
    Set<String> tags = new LinkedHashSet<>();
    stored.forEach(response -> tags.addAll(response.lines("ETag")));
    if (!tags.isEmpty()) {
      fields.add("If-None-Match", String.join(", ", tags));
    }
    if (stored.size() == 1) {
      stored.getFirst().lines("Last-Modified").stream()
          .limit(1)
          .forEach(modified -> fields.add("If-Modified-Since", modified));
    }
    return fields.build();
  }

  /**
   * Stored fields with those of a 304, or of a 200 to HEAD, in place of the ones of the same names
   * (section 3.2). Its Age and Date alone tell how old the result is.
   */
  public static FieldList updated(FieldList stored, FieldList received) {
    Set<String> kept = ConnectionFields.namesIn(received);
    kept.addAll(OF_CONTENT);
    Set<String> replaced = new HashSet<>(Set.of("age", "date"));
    received.forEach(field -> replaced.add(lowerCaseName(field)));
    replaced.removeAll(kept);
    return stored.toBuilder()
        .removeAll(replaced)
        .addAll(received.toBuilder().removeAll(kept).build())
        .build();
  }

  /**
   * Whether a 200 to HEAD speaks of the stored response, which it then updates; otherwise it shows
   * that one to be stale (section 4.3.5).
   */
  public static boolean isConfirmedByHead(Fields stored, Fields head) {
    return agrees(stored, head, "ETag")
        && agrees(stored, head, "Last-Modified")
        && agrees(stored, head, "Content-Length");
  }

  private static boolean agrees(Fields stored, Fields head, String name) {
    String received = head.get(name);
    return received == null || Objects.equals(received, stored.get(name));
  }

  private static String lowerCaseName(Field field) {
    return field.name().toLowerCase(Locale.ROOT);
  }
}
