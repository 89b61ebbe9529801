package dev.headwater.edge.respond;

import static io.vertx.core.http.HttpHeaders.CACHE_CONTROL;
import static io.vertx.core.http.HttpHeaders.CONTENT_LENGTH;
import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;
import static io.vertx.core.http.HttpHeaders.VARY;

import dev.headwater.edge.hop.Access;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
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

  private record Kept(@Nullable LiveTerms terms, CharSequence date, MultiMap fields) {}

  /** Immutable fields of a whole answer, length included. */
  @SuppressWarnings("ReferenceEquality") // the Date of a second is made once
  MultiMap of(LiveTerms terms) {
    CharSequence now = brief.now();
    if (now != kept.date || !terms.equals(kept.terms)) {
      kept = new Kept(terms, now, fields(terms));
    }
    return kept.fields;
  }

  private MultiMap fields(LiveTerms terms) {
    MultiMap fields = HttpHeaders.headers();
    brief.addCommon(fields);
    fields
        .set(CONTENT_TYPE, terms.what().policy().contentType())
        .set(CONTENT_LENGTH, Integer.toString(terms.lengthBytes()))
        .set(FieldNames.CACHE_TAG, String.join(",", terms.what().tags()))
        .set(FieldNames.CACHE_STATUS, "Headwater; hit; detail=live")
        .set(FieldNames.CMSD_STATIC, terms.cmsd());
    List<String> vary = terms.what().policy().vary();
    if (!vary.isEmpty()) {
      fields.set(VARY, String.join(", ", vary));
    }
    addCaching(fields, terms);
    return fields.copy(false);
  }

  private static void addCaching(MultiMap fields, LiveTerms terms) {
    String immutable = terms.what().policy().immutable() ? ", immutable" : "";
    String own = "private, " + terms.browserMaxAge() + immutable;
    switch (terms.audience()) {
      case ANYONE ->
          fields
              .set(CACHE_CONTROL, "public, " + terms.everyMaxAge() + immutable)
              .set(FieldNames.CDN_CACHE_CONTROL, terms.maxAge());
      case VIEWER ->
          fields
              .set(CACHE_CONTROL, own)
              .set(FieldNames.CDN_CACHE_CONTROL, FieldNames.NO_STORE)
              .set(FieldNames.REFERRER_POLICY, FieldNames.NO_REFERRER);
      case HOP ->
          fields
              .set(CACHE_CONTROL, own)
              .set(FieldNames.CDN_CACHE_CONTROL, terms.maxAge())
              .set(FieldNames.REFERRER_POLICY, FieldNames.NO_REFERRER)
              .set(Access.FIELD, Access.TOKEN);
    }
  }
}
