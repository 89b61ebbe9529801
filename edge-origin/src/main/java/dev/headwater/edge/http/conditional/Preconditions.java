package dev.headwater.edge.http.conditional;

import dev.headwater.edge.http.message.EntityTag;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.http.message.HttpDate;
import dev.headwater.edge.http.message.RequestHead;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The verdict of a request's conditional fields on a response that could answer it. */
public sealed interface Preconditions {
  /**
   * The method is to be performed.
   *
   * @param rangeApplies whether a Range field, where there is one, is to be honoured
   */
  record Proceed(boolean rangeApplies) implements Preconditions {}

  /** 304: the client has it. */
  record NotModified() implements Preconditions {}

  /** 412: what the client counted on is no longer so. */
  record PreconditionFailed() implements Preconditions {}

  /**
   * Evaluates in the order of RFC 9110, section 13.2.2. (A cache that only has a copy leaves what
   * If-Match and If-Unmodified-Since refuse to the origin, section 13.2.1.)
   *
   * @param selected the validators of the response, which has this status
   * @param nowMillis tells the century of dates whose years have two digits
   */
  static Preconditions evaluate(
      RequestHead request, int status, Validators selected, long nowMillis) {
    Fields fields = request.fields();
    if (status / 100 != 2) {
      return new Proceed(false); // section 13.2.1
    }
    if (!isUnchanged(fields, selected, nowMillis)) {
      return new PreconditionFailed();
    }
    boolean retrieval = request.isGet() || request.isHead();
    if (clientHasIt(fields, retrieval, selected, nowMillis)) {
      return retrieval ? new NotModified() : new PreconditionFailed();
    }
    return new Proceed(request.isGet() && rangeApplies(fields, selected, nowMillis));
  }

  /** If-Match (section 13.1.1); without it, If-Unmodified-Since (13.1.4). */
  private static boolean isUnchanged(Fields fields, Validators selected, long nowMillis) {
    String ifMatch = fields.get("If-Match");
    if (ifMatch != null) {
      EntityTag etag = selected.etag();
      return isAny(ifMatch)
          || (etag != null
              && EntityTag.parseList(ifMatch).stream().anyMatch(tag -> tag.strongMatch(etag)));
    }
    OptionalLong since = HttpDate.of(fields, "If-Unmodified-Since", nowMillis);
    return since.isEmpty()
        || selected.lastModified().isEmpty()
        || selected.lastModified().getAsLong() <= since.getAsLong();
  }

  /** If-None-Match (section 13.1.2); without it, If-Modified-Since (13.1.3). */
  private static boolean clientHasIt(
      Fields fields, boolean retrieval, Validators selected, long nowMillis) {
    String ifNoneMatch = fields.get("If-None-Match");
    if (ifNoneMatch != null) {
      return isAny(ifNoneMatch) || isListed(ifNoneMatch, selected.etag());
    }
    OptionalLong since = HttpDate.of(fields, "If-Modified-Since", nowMillis);
    if (!retrieval || since.isEmpty()) {
      return false;
    }
    // RFC 9111, section 4.3.2: without a last modification, the date of the response
    OptionalLong changed =
        selected.lastModified().isPresent() ? selected.lastModified() : selected.date();
    return changed.isPresent() && changed.getAsLong() <= since.getAsLong();
  }

  private static boolean isListed(String field, @Nullable EntityTag etag) {
    if (etag == null) {
      return false;
    }
    return field.equals(etag.toString()) // what most clients send
        || EntityTag.parseList(field).stream().anyMatch(etag::weakMatch);
  }

  private static boolean isAny(String field) {
    return field.strip().equals("*");
  }

  /** If-Range (section 13.1.5): a strong tag, or exactly the date of a strong last modification. */
  private static boolean rangeApplies(Fields fields, Validators selected, long nowMillis) {
    List<String> lines = fields.lines("If-Range");
    if (lines.isEmpty()) {
      return true;
    }
    String ifRange = lines.getFirst().strip();
    if (lines.size() > 1) {
      return false;
    }
    if (ifRange.lastIndexOf('"', 2) >= 0) {
      EntityTag etag = selected.etag();
      return etag != null && EntityTag.parse(ifRange).filter(etag::strongMatch).isPresent();
    }
    OptionalLong date = HttpDate.parse(ifRange, nowMillis);
    return date.isPresent() && selected.hasStrongDate() && date.equals(selected.lastModified());
  }
}
