package dev.headwater.edge.respond;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.cachepolicy.KindPolicy;
import dev.headwater.edge.hop.Access;
import dev.headwater.edge.hop.Audience;
import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.stored.SentFields;
import dev.headwater.edge.stored.StoredHead;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Set;

/**
 * What an origin says of a resource of a kind: media type, lifetimes, tags, and that anyone's page
 * may play it.
 *
 * @param what the kind, and which resource
 * @param audience whom the answer is for
 * @param caching lifetimes, encoded once for a kind
 */
public record OriginDress(Classification what, Audience audience, CachingFields caching)
    implements Dress {
  private static final Set<String> FROM_SOURCE =
      Set.of("etag", "last-modified", "date", "accept-ranges");

  @Override
  public SentFields sent(StoredHead head) {
    KindPolicy policy = what.policy();
    FieldList.Builder fields = FieldList.builder();
    for (Field field : head.fields()) {
      if (FROM_SOURCE.contains(field.name().toLowerCase(java.util.Locale.ROOT))) {
        fields.add(field);
      }
    }
    fields
        .add("Content-Type", policy.contentType())
        .add("Cache-Tag", String.join(",", what.tags()));
    List<String> vary = policy.vary();
    if (!vary.isEmpty()) {
      fields.add("Vary", String.join(", ", vary));
    }
    FieldNames.OPEN_TO_ALL.forEach(fields::add);
    return SentFields.of(fields.build());
  }

  @Override
  public Object basis() {
    return what.policy();
  }

  /**
   * A CDN that knows its own field ignores the other one: both must forbid what is private, unless
   * it checks viewers itself.
   */
  @Override
  public void addTo(MultiMap headers, StoredHead head) {
    switch (audience) {
      case ANYONE ->
          headers
              .add(HttpHeaders.CACHE_CONTROL, caching.shared())
              .add(FieldNames.CDN_CACHE_CONTROL, caching.cdn());
      case VIEWER ->
          headers
              .add(HttpHeaders.CACHE_CONTROL, caching.perViewer())
              .add(FieldNames.CDN_CACHE_CONTROL, FieldNames.NO_STORE)
              .add(FieldNames.REFERRER_POLICY, FieldNames.NO_REFERRER);
      case HOP ->
          headers
              .add(HttpHeaders.CACHE_CONTROL, caching.perViewer())
              .add(FieldNames.CDN_CACHE_CONTROL, caching.cdn())
              .add(FieldNames.REFERRER_POLICY, FieldNames.NO_REFERRER)
              .add(Access.FIELD, Access.TOKEN);
    }
  }
}
