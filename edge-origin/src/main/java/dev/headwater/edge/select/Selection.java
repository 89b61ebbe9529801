package dev.headwater.edge.select;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.http.caching.RequestDirectives;
import dev.headwater.edge.http.conditional.Preconditions;
import dev.headwater.edge.http.conditional.Validators;
import dev.headwater.edge.http.message.EntityTag;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.negotiation.AcceptEncoding;
import dev.headwater.edge.http.negotiation.ContentCoding;
import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.http.range.RangeDecision;
import dev.headwater.edge.stored.StoredHead;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which answer a request gets from a response that there is. */
public sealed interface Selection {
  /** All of it, in this coding. */
  record Whole(ContentCoding coding) implements Selection {}

  /** 206 with some bytes of the identity encoding. */
  record Part(ByteSpan span, long size) implements Selection {}

  /** 206 with several runs of bytes of the identity encoding. */
  record Parts(List<ByteSpan> spans, long size) implements Selection {}

  /** 304: the client has it (RFC 9110, section 15.4.5). */
  record NotModified(ContentCoding coding) implements Selection {}

  /** 412 or 416. */
  record Failed(Failure failure) implements Selection {}

  /** What is chosen from: one object for each, so that hits make none. */
  Whole IDENTITY = new Whole(ContentCoding.IDENTITY);

  Whole GZIP = new Whole(ContentCoding.GZIP);

  /**
   * What a stored response offers.
   *
   * @param head of the stored response
   * @param length of the whole content, where that is known
   * @param gzip whether there is a gzip encoding too
   */
  record Offer(StoredHead head, OptionalLong length, boolean gzip) {}

  /** Evaluates preconditions in their order (section 13.2.2), then ranges. */
  static Selection of(RequestHead request, Offer offer, long nowMillis) {
    ContentCoding coding = coding(request, offer);
    Preconditions verdict =
        Preconditions.evaluate(
            request, offer.head.status(), validators(offer.head.validators(), coding), nowMillis);
    return switch (verdict) {
      case Preconditions.PreconditionFailed _ -> new Failed(new Failure.PreconditionFailed());
      case Preconditions.NotModified _ -> new NotModified(coding);
      case Preconditions.Proceed(boolean rangeApplies) ->
          rangeApplies && offer.length.isPresent() && offer.head.status() == 200
              ? ranged(request.fields(), offer.length.getAsLong(), coding)
              : whole(coding);
    };
  }

  private static Selection ranged(Fields request, long size, ContentCoding coding) {
    return switch (RangeDecision.of(request.get("Range"), size)) {
      case RangeDecision.Whole _ -> whole(coding);
      case RangeDecision.Single(ByteSpan span) -> new Part(span, size);
      case RangeDecision.Several(List<ByteSpan> spans) -> new Parts(spans, size);
      case RangeDecision.Unsatisfiable _ -> new Failed(new Failure.RangeNotSatisfiable(size));
    };
  }

  private static Whole whole(ContentCoding coding) {
    return switch (coding) {
      case GZIP -> GZIP;
      case IDENTITY, BROTLI, ZSTD -> IDENTITY;
    };
  }

  /** A range is one of the bytes as they are: who asks for one gets them so. */
  private static ContentCoding coding(RequestHead request, Offer offer) {
    boolean gzip =
        offer.gzip
            && request.fields().has("Accept-Encoding") // else no coding is the safest
            && !request.fields().has("Range")
            && !RequestDirectives.of(request.fields()).noTransform()
            && AcceptEncoding.of(request.fields())
                .best(Set.of(ContentCoding.GZIP, ContentCoding.IDENTITY))
                .filter(ContentCoding.GZIP::equals)
                .isPresent();
    return gzip ? ContentCoding.GZIP : ContentCoding.IDENTITY;
  }

  private static Validators validators(Validators identity, ContentCoding coding) {
    @Nullable EntityTag etag = identity.etag();
    return etag == null
        ? identity
        : new Validators(coding.etag(etag), identity.lastModified(), identity.date());
  }
}
