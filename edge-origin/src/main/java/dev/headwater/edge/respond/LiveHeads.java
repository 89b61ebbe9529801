package dev.headwater.edge.respond;

import static io.vertx.core.http.HttpHeaders.CACHE_CONTROL;
import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;

import dev.headwater.cachepolicy.Classification;
import dev.headwater.edge.hop.Access;
import dev.headwater.edge.hop.Audience;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the header fields of what is live. All who waited for one place get the same ones, one
 * right after the other: the last ones are kept until the second is over. Event-loop confined.
 */
final class LiveHeads {
  private final BriefAnswers brief;
  private Kept kept = new Kept(null, "", HttpHeaders.headers());

  LiveHeads(BriefAnswers brief) {
    this.brief = brief;
  }

  /**
   * All that fields depend on but the moment.
   *
   * @param lifetime in any cache, from now on
   */
  record Terms(Classification what, Audience audience, Duration lifetime, int lengthBytes) {
    private String maxAge() {
      return "max-age=" + lifetime.toSeconds();
    }
  }

  private record Kept(@Nullable Terms terms, CharSequence date, MultiMap fields) {}

  /** Immutable fields of a whole answer, length included. */
  @SuppressWarnings("ReferenceEquality") // the Date of a second is made once
  MultiMap of(Terms terms) {
    CharSequence now = brief.now();
    if (now != kept.date || !terms.equals(kept.terms)) {
      kept = new Kept(terms, now, fields(terms));
    }
    return kept.fields;
  }

  private MultiMap fields(Terms terms) {
    MultiMap fields = HttpHeaders.headers();
    brief.addCommon(fields);
    fields
        .set(CONTENT_TYPE, terms.what.policy().contentType())
        .set(CONTENT_LENGTH, Integer.toString(terms.lengthBytes))
        .set(FieldNames.CACHE_TAG, String.join(",", terms.what.tags()))
        .set(FieldNames.CACHE_STATUS, "Headwater; hit; detail=live");
    addCaching(fields, terms);
    return fields.copy(false);
  }

  private static void addCaching(MultiMap fields, Terms terms) {
    String maxAge = terms.maxAge() + (terms.what.policy().immutable() ? ", immutable" : "");
    switch (terms.audience) {
      case ANYONE ->
          fields
              .set(CACHE_CONTROL, "public, " + maxAge)
              .set(FieldNames.CDN_CACHE_CONTROL, terms.maxAge());
      case VIEWER ->
          fields
              .set(CACHE_CONTROL, "private, " + maxAge)
              .set(FieldNames.CDN_CACHE_CONTROL, FieldNames.NO_STORE)
              .set(FieldNames.REFERRER_POLICY, FieldNames.NO_REFERRER);
      case HOP ->
          fields
              .set(CACHE_CONTROL, "private, " + maxAge)
              .set(FieldNames.CDN_CACHE_CONTROL, terms.maxAge())
              .set(FieldNames.REFERRER_POLICY, FieldNames.NO_REFERRER)
              .set(Access.FIELD, Access.TOKEN);
    }
  }
}
