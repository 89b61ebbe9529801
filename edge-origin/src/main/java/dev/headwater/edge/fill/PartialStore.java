package dev.headwater.edge.fill;

import dev.headwater.edge.http.range.Combination;
import dev.headwater.edge.http.range.ContentRange;
import dev.headwater.edge.http.range.PartialFields;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.edge.tier.MemoryTier;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps partial responses, and puts them together (RFC 9111, sections 3.3 and 3.4). Thread-safe.
 */
final class PartialStore {
  private final MemoryTier memory;

  PartialStore(MemoryTier memory) {
    this.memory = memory;
  }

  /** Keeps a 206 that is all here, beside or together with what is held. */
  void store(CacheRequest request, StoredResponse partial) {
    ContentRange.Satisfied place = Coverages.place(partial.head().fields());
    Content.Whole whole = (Content.Whole) partial.content();
    if (place == null || place.span().length() != whole.body().length()) {
      return; // it is not what it says it is
    }
    StoredResponse held = memory.get(request.key(), request.selecting());
    StoredResponse parts = parts(partial.head(), place, whole.body(), held);
    if (parts != null) {
      memory.put(request.key(), parts);
      parts.release();
    }
    if (held != null) {
      held.release();
    }
  }

  /** Null where what is held has it already. */
  private static @Nullable StoredResponse parts(
      StoredHead partial, ContentRange.Satisfied place, Body body, @Nullable StoredResponse held) {
    StoredHead head = whole(partial, held == null ? partial.generation() : earlier(partial, held));
    Content.Parts part = Content.Parts.of(new Content.Parts.Part(place.span(), body), place.size());
    if (held == null || !fits(held, partial, place.size())) {
      part.bodies().forEach(Body::retain);
      return new StoredResponse(head, part);
    }
    return held.content() instanceof Content.Parts others ? with(head, part, others) : null;
  }

  private static StoredResponse with(StoredHead head, Content.Parts part, Content.Parts others) {
    Content.Parts union = part.with(others);
    union.bodies().forEach(Body::retain);
    return new StoredResponse(head, union);
  }

  private static StoredHead whole(StoredHead partial, Generation generation) {
    return StoredHead.of(
        200, PartialFields.ofAll(partial.fields()), partial.terms(), partial.vary(), generation);
  }

  /** What consists of two bears the lower sequence. */
  private static Generation earlier(StoredHead partial, StoredResponse held) {
    Generation generation = partial.generation();
    return new Generation(generation.names(), Math.min(generation.sequence(), held.sequence()));
  }

  static boolean fits(StoredResponse held, StoredHead partial, OptionalLong size) {
    return Combination.isAllowed(
        held.head().validators(), held.content().length(), partial.validators(), size);
  }

  /**
   * All of a representation, whose rest may be arriving; null where the two don't fit.
   *
   * @param held parts of it
   * @param rest a 206 with what follows them
   */
  static @Nullable StoredResponse whole(StoredResponse held, StoredResponse rest) {
    ContentRange.Satisfied place = Coverages.place(rest.head().fields());
    if (place == null
        || !fits(held, rest.head(), place.size())
        || !(held.content() instanceof Content.Parts others)
        || !(rest.content() instanceof Content.Whole whole)) {
      return null;
    }
    Content.Parts part =
        Content.Parts.of(new Content.Parts.Part(place.span(), whole.body()), place.size());
    Content.Parts union = part.with(others);
    StoredHead head = rest.head();
    if (union.length().isEmpty() || !union.coverage().isComplete(union.length().getAsLong())) {
      return null;
    }
    return with(whole(head, earlier(head, held)), part, others);
  }
}
