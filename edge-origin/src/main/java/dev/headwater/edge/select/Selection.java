package dev.headwater.edge.select;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.stored.ResponseMetadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which answer a request gets from a response that there is. */
public sealed interface Selection {
  /** 200 with everything. */
  record Whole(ContentCoding coding) implements Selection {}

  /** 206 with one range of the identity encoding. */
  record Part(long offset, long length) implements Selection {}

  /** 304: the client has it (RFC 9110, section 15.4.5). */
  record NotModified(ContentCoding coding) implements Selection {}

  /** 412 or 416. */
  record Failed(Failure failure) implements Selection {}

  /**
   * Evaluates preconditions in the order of RFC 9110, section 13.2.2, then the range.
   *
   * @param coding the encoding that the client would get without a range
   */
  static Selection of(RequestFields fields, ResponseMetadata metadata, ContentCoding coding) {
    String etag = coding.etag(metadata.etag());
    if (!preconditionHolds(fields, etag, metadata.lastModified())) {
      return new Failed(new Failure.PreconditionFailed());
    }
    if (clientHasIt(fields, etag, metadata.lastModified())) {
      return new NotModified(coding);
    }
    if (fields.range() == null || !rangeApplies(fields.ifRange(), metadata)) {
      return new Whole(coding);
    }
    return switch (RangeRequest.parse(fields.range(), metadata.size())) {
      case RangeRequest.Whole _ -> new Whole(coding);
      case RangeRequest.Part part -> new Part(part.offset(), part.length());
      case RangeRequest.Unsatisfiable _ ->
          new Failed(new Failure.RangeNotSatisfiable(metadata.size()));
    };
  }

  private static boolean preconditionHolds(
      RequestFields fields, String etag, Instant lastModified) {
    if (fields.ifMatch() != null) {
      return EntityTags.stronglyListed(fields.ifMatch(), etag);
    }
    return fields.ifUnmodifiedSince() == null
        || HttpDate.parse(fields.ifUnmodifiedSince())
            .map(date -> !lastModified.isAfter(date))
            .orElse(true);
  }

  private static boolean clientHasIt(RequestFields fields, String etag, Instant lastModified) {
    if (fields.ifNoneMatch() != null) {
      return EntityTags.weaklyListed(fields.ifNoneMatch(), etag);
    }
    return fields.ifModifiedSince() != null
        && HttpDate.parse(fields.ifModifiedSince())
            .map(date -> !lastModified.isAfter(date))
            .orElse(false);
  }

  /** A tag must match strongly, a date exactly (section 13.1.5). */
  private static boolean rangeApplies(@Nullable String ifRange, ResponseMetadata metadata) {
    if (ifRange == null) {
      return true;
    }
    return ifRange.contains("\"")
        ? EntityTags.stronglyListed(ifRange, metadata.etag())
        : HttpDate.parse(ifRange).map(metadata.lastModified()::equals).orElse(false);
  }
}
