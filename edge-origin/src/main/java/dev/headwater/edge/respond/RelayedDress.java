package dev.headwater.edge.respond;

import dev.headwater.edge.hop.Access;
import dev.headwater.edge.hop.Audience;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.rule.CachingRule;
import dev.headwater.edge.stored.SentFields;
import dev.headwater.edge.stored.StoredHead;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hands on what the upstream said. What it gave to this node alone, to keep and to give to viewers
 * with a token, is not said to them.
 *
 * @param rule how it is cached, and what answers differ by here
 * @param audience whom the answer is for
 */
public record RelayedDress(CachingRule rule, Audience audience) implements Dress {
  /** An upstream that says what its answers differ by knows whether codings are among it. */
  private static final String CODING = "Accept-Encoding";

  /** Of a response that a token is needed for: what hops are told of it. */
  private static final Set<String> FOR_HOPS =
      Set.of(Access.FIELD.toLowerCase(Locale.ROOT), "cdn-cache-control");

  @Override
  public SentFields sent(StoredHead head) {
    boolean closed = Access.isClosed(head.fields());
    FieldList.Builder fields =
        head.fields().toBuilder()
            .removeIf(field -> field.name().equalsIgnoreCase("Content-Length"))
            .removeIf(field -> closed && isForHops(field))
            .add("Via", "1.1 headwater");
    String untold = untold(Vary.of(head.fields()));
    if (!untold.isEmpty()) {
      fields.add("Vary", untold);
    }
    return SentFields.of(fields.build());
  }

  /** What answers differ by here, and the upstream doesn't say. */
  private String untold(Vary told) {
    return rule.varying().stream()
        .filter(
            name -> !told.matchesNothing() && !told.names().contains(name.toLowerCase(Locale.ROOT)))
        .filter(name -> told.names().isEmpty() || !name.equals(CODING))
        .collect(Collectors.joining(", "));
  }

  @Override
  public Object basis() {
    return rule;
  }

  private static boolean isForHops(Field field) {
    return FOR_HOPS.contains(field.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void addTo(MultiMap headers, StoredHead head) {
    Fields stored = head.fields();
    if (!Access.isClosed(stored)) {
      return; // the upstream's own fields say who may have it
    }
    if (audience != Audience.HOP) {
      headers.add(FieldNames.CDN_CACHE_CONTROL, FieldNames.NO_STORE);
      return;
    }
    for (Field field : stored) {
      if (isForHops(field)) {
        headers.add(field.name(), field.value());
      }
    }
  }
}
