package dev.headwater.edge.fill;

import dev.headwater.edge.http.range.ByteSpan;
import dev.headwater.edge.memory.ContentReader;
import dev.headwater.edge.memory.Sequence;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredResponse;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** Opens what is held of responses for reading, however it is held. One per event loop. */
public final class Contents {
  private final Slicing slicing;

  Contents(Slicing slicing) {
    this.slicing = slicing;
  }

  /** Whether the bytes that a request begins with are here; what follows may still be fetched. */
  boolean isHere(CacheRequest request, StoredResponse response) {
    return !(response.content() instanceof Content.Sliced sliced)
        || request.head().isHead()
        || slicing.holds(request, response, Coverages.begin(request, sliced.size()));
  }

  /**
   * All of it, as far as it comes; the caller keeps its reference until the reader is closed.
   *
   * @param loop the reader's event loop
   */
  public ContentReader all(CacheRequest request, StoredResponse response, Executor loop) {
    return switch (response.content()) {
      case Content.Whole whole -> whole.body().reader(0, Long.MAX_VALUE, loop);
      case Content.Parts parts -> parts(parts, new ByteSpan(0, parts.length().orElseThrow()), loop);
      case Content.Sliced sliced ->
          new SliceReader(slicing, request, response, new ByteSpan(0, sliced.size()), loop);
      case Content.LocalFile file -> throw notHere(file);
    };
  }

  /** Some bytes of it. */
  public ContentReader span(
      CacheRequest request, StoredResponse response, ByteSpan span, Executor loop) {
    return switch (response.content()) {
      case Content.Whole whole -> whole.body().reader(span.from(), span.length(), loop);
      case Content.Parts parts -> parts(parts, span, loop);
      case Content.Sliced _ -> new SliceReader(slicing, request, response, span, loop);
      case Content.LocalFile file -> throw notHere(file);
    };
  }

  /** What is known of a file that lies elsewhere holds no longer: the source is to be asked. */
  public void changed(CacheRequest request) {
    slicing.forget(request.key());
  }

  private static IllegalStateException notHere(Content.LocalFile file) {
    return new IllegalStateException(
        "content: " + file + " (expected: bytes in memory; files are sent as such)");
  }

  private static ContentReader parts(Content.Parts parts, ByteSpan span, Executor loop) {
    return new Sequence(
        parts.parts().stream()
            .flatMap(part ->
                part.span()
                    .intersection(span)
                    .map(shared ->
                        Stream.of(
                            part.body()
                                .reader(shared.from() - part.span().from(), shared.length(), loop)))
                    .orElse(Stream.empty()))
            .<java.util.function.Supplier<ContentReader>>map(reader -> () -> reader)
            .iterator());
  }
}
