package dev.headwater.edge.respond;

import static io.vertx.core.http.HttpHeaders.CONTENT_ENCODING;
import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.ETAG;

import dev.headwater.edge.fill.CacheOutcome;
import dev.headwater.edge.hop.Audience;
import dev.headwater.edge.http.message.EntityTag;
import dev.headwater.edge.http.negotiation.ContentCoding;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Makes the header fields of answers. Those of a hit that gets the whole content change once a
 * second, with age and lifetime: they are kept as long, and encoded once. Event-loop confined.
 */
final class SentHeads {
  /** More responses than are hot on one event loop within a second. */
  private static final int MOST = 1_024;

  /** What the source said of the bytes that it sent, which are others when compressed. */
  private static final Set<String> OF_IDENTITY =
      Set.of("content-digest", "content-md5", "digest", "repr-digest");

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  /** Fields, and all that they depend on but the response and its coding. */
  private record Kept(
      Object basis,
      Audience audience,
      CacheOutcome outcome,
      long ageSeconds,
      long ttlSeconds,
      MultiMap fields) {}

  private final Map<ContentCoding, Map<StoredResponse, Kept>> kept =
      new EnumMap<>(ContentCoding.class);
  private long second;

  /** Immutable fields of a hit's whole content, length included. */
  MultiMap ofHit(Answer answer, ContentCoding coding, long nowMillis) {
    Map<StoredResponse, Kept> heads = keptIn(nowMillis / 1000, coding);
    Kept head = heads.get(answer.stored());
    if (head == null || !fits(head, answer, nowMillis)) {
      head = encoded(answer, coding, nowMillis);
      heads.put(answer.stored(), head);
    }
    return head.fields;
  }

  /** What was kept is dropped each second: responses that are gone are not held any longer. */
  private Map<StoredResponse, Kept> keptIn(long now, ContentCoding coding) {
    Map<StoredResponse, Kept> heads = kept.computeIfAbsent(coding, _ -> new HashMap<>());
    if (now != second || heads.size() >= MOST) {
      kept.values().forEach(Map::clear);
      second = now;
    }
    return heads;
  }

  @SuppressWarnings("ReferenceEquality") // another policy has kinds of its own
  private static boolean fits(Kept head, Answer answer, long nowMillis) {
    return head.ageSeconds == answer.ageSeconds(nowMillis)
        && head.ttlSeconds == answer.lookup().ttlSeconds(nowMillis)
        && head.outcome.equals(answer.lookup().outcome())
        && head.audience == answer.dress().audience()
        && head.basis == answer.dress().basis();
  }

  private static Kept encoded(Answer answer, ContentCoding coding, long nowMillis) {
    MultiMap fields = HttpHeaders.headers();
    addTo(fields, answer, coding, nowMillis);
    addLength(fields, answer.stored().status(), length(answer.stored(), coding));
    return new Kept(
        answer.dress().basis(),
        answer.dress().audience(),
        answer.lookup().outcome(),
        answer.ageSeconds(nowMillis),
        answer.lookup().ttlSeconds(nowMillis),
        fields.copy(false));
  }

  /** Fields of any answer, but for those that say which part of the content it has. */
  static void addTo(MultiMap headers, Answer answer, ContentCoding coding, long nowMillis) {
    StoredResponse stored = answer.stored();
    answer.dress().sent(stored).addTo(headers);
    answer.dress().addTo(headers, stored.head());
    if (answer.lookup().outcome().isKept()) {
      headers.add(FieldNames.AGE, Long.toString(answer.ageSeconds(nowMillis)));
    }
    headers.add(FieldNames.CACHE_STATUS, answer.lookup().cacheStatus(nowMillis));
    if (coding == ContentCoding.GZIP) {
      OF_IDENTITY.forEach(headers::remove);
      headers.set(CONTENT_ENCODING, FieldNames.GZIP);
      EntityTag etag = stored.head().validators().etag();
      if (etag != null) {
        headers.set(ETAG, coding.etag(etag).toString());
      }
    }
  }

  /** Announces how long the content is, where there is any and that is known. */
  static void addLength(MultiMap headers, int status, OptionalLong length) {
    if (mayHaveContent(status) && length.isPresent()) {
      headers.set(CONTENT_LENGTH, Long.toString(length.getAsLong()));
    }
  }

  /** Whether a response with the status can have content at all (RFC 9110, section 6.4.1). */
  static boolean mayHaveContent(int status) {
    return status != NO_CONTENT && status != NOT_MODIFIED;
  }

  static OptionalLong length(StoredResponse stored, ContentCoding coding) {
    return coding == ContentCoding.GZIP
        ? OptionalLong.of(Objects.requireNonNull(stored.gzip()).length())
        : stored.content().length();
  }
}
