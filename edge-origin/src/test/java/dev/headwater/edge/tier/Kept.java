package dev.headwater.edge.tier;

import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.StaleTerms;
import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.memory.Allocation;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.purge.PurgeNames;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Responses for tests to keep; whoever is given one owns the reference. */
final class Kept {
  static final long SEQUENCE = 7;

  private Kept() {}

  static StoredResponse response(
      Allocation memory, int status, FieldList fields, byte[] content, byte @Nullable [] gzip) {
    Body body = body(memory, content);
    return new StoredResponse(
        head(status, fields, FieldList.empty()),
        new Content.Whole(body, OptionalLong.of(content.length)),
        gzip == null ? null : body(memory, gzip));
  }

  /** The head of a response to a request with these fields. */
  static StoredHead head(int status, FieldList fields, FieldList request) {
    CachingTerms terms =
        CachingTerms.given(
            new ResponseHead(status, fields),
            new Timing(1_000, 1_500),
            Duration.ofMinutes(5),
            new StaleTerms(false, 60_000, 3_600_000));
    return StoredHead.of(status, fields, terms, Vary.of(fields).key(request, fields), generation());
  }

  private static Generation generation() {
    return new Generation(PurgeNames.of("/kept"), SEQUENCE);
  }

  private static Body body(Allocation memory, byte[] content) {
    return Objects.requireNonNull(memory.of(Unpooled.wrappedBuffer(content)), "no room");
  }

  static String text(Body body) {
    StringBuilder text = new StringBuilder();
    for (ByteBuf piece : body.pieces()) {
      text.append(piece.toString(StandardCharsets.UTF_8));
    }
    return text.toString();
  }
}
