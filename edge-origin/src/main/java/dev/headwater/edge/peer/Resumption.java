package dev.headwater.edge.peer;

import dev.headwater.edge.http.conditional.Validators;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.http.range.ContentRange;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How content that was cut off goes on from another place: what is asked for, and whether what
 * comes continues it. Immutable.
 *
 * @param first the head that the content began with
 * @param given bytes of the content that the reader has
 */
record Resumption(ResponseHead first, long given) {
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;

  /** For the rest alone where a strong validator holds the parts together, else for all again. */
  RequestHead question(RequestHead asked) {
    String ifRange = validators(first).ifRange();
    if (!isWhole() || ifRange == null || given == 0 || asked.fields().has("Range")) {
      return asked;
    }
    FieldList fields =
        FieldList.copyOf(asked.fields()).toBuilder()
            .add("Range", "bytes=" + given + "-")
            .set("If-Range", ifRange)
            .build();
    return new RequestHead(asked.method(), asked.target(), fields);
  }

  /** How many bytes of the answer the reader has already; empty where it doesn't continue. */
  OptionalLong skipped(ResponseHead answer) {
    if (given == 0 && answer.equals(first)) {
      return OptionalLong.of(0);
    }
    if (isWhole() && answer.status() == PARTIAL_CONTENT) {
      return beginsAt(answer) == given && validators(first).strongMatch(validators(answer))
          ? OptionalLong.of(0)
          : OptionalLong.empty();
    }
    boolean same =
        answer.status() == first.status()
            && range(answer).equals(range(first))
            && agree(validators(first), validators(answer));
    return same ? OptionalLong.of(given) : OptionalLong.empty();
  }

  private boolean isWhole() {
    return first.status() == OK;
  }

  /** Weak ones will do for the same representation from its start, if both say the same. */
  private static boolean agree(Validators one, Validators other) {
    if (one.etag() != null || other.etag() != null) {
      return one.etag() != null && one.etag().equals(other.etag());
    }
    return one.lastModified().isPresent() && one.lastModified().equals(other.lastModified());
  }

  private static Optional<ContentRange> range(ResponseHead head) {
    return ContentRange.of(head.fields());
  }

  private static long beginsAt(ResponseHead head) {
    return range(head).orElse(null) instanceof ContentRange.Satisfied(var span, _)
        ? span.from()
        : -1;
  }

  private static Validators validators(ResponseHead head) {
    return Validators.of(head.fields(), System.currentTimeMillis());
  }
}
