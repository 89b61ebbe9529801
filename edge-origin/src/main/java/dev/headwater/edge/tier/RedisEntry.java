package dev.headwater.edge.tier;

import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.StaleTerms;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.caching.VaryKey;
import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.memory.Allocation;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A response as bytes: status (2), terms (response, initial age, lifetime, while-revalidate,
 * if-error: 8 each; flags: 1), fields, names of Vary, selecting fields, language; length of the
 * identity encoding (4), length of the gzip encoding or -1 (4), and the two. A list is its count
 * (2) and its members; a text its length (4) and Latin-1 bytes.
 */
final class RedisEntry {
  private static final int ALWAYS_VALIDATE = 1;
  private static final int IMMUTABLE = 2;
  private static final int HAS_VALIDATOR = 4;
  private static final int STALE_FORBIDDEN = 8;

  /** No response has more fields, and no field is longer: the source would have refused it. */
  private static final int MAX_LIST = 2_000;

  private static final int MAX_TEXT_BYTES = 256 * 1024;

  private RedisEntry() {}

  /** Of a response whose content is whole and all here. */
  static Buffer encode(StoredResponse response, Content.Whole whole) {
    StoredHead head = response.head();
    Buffer entry = Buffer.buffer(Math.toIntExact(response.weightBytes()));
    entry.appendShort((short) head.status());
    terms(entry, head.terms());
    fields(entry, head.fields());
    texts(entry, head.vary().vary().names());
    fields(entry, head.vary().values());
    text(entry, head.vary().language().orElse(""));
    Body gzip = response.gzip();
    entry.appendInt(Math.toIntExact(whole.body().length()));
    entry.appendInt(gzip == null ? -1 : Math.toIntExact(gzip.length()));
    body(entry, whole.body());
    if (gzip != null) {
      body(entry, gzip);
    }
    return entry;
  }

  private static void terms(Buffer entry, CachingTerms terms) {
    StaleTerms stale = terms.stale();
    entry
        .appendLong(terms.responseMillis())
        .appendLong(terms.initialAgeMillis())
        .appendLong(terms.lifetimeMillis())
        .appendLong(stale.whileRevalidateMillis())
        .appendLong(stale.ifErrorMillis())
        .appendByte(
            (byte)
                ((terms.alwaysValidate() ? ALWAYS_VALIDATE : 0)
                    | (terms.immutable() ? IMMUTABLE : 0)
                    | (terms.hasValidator() ? HAS_VALIDATOR : 0)
                    | (stale.forbidden() ? STALE_FORBIDDEN : 0)));
  }

  private static void fields(Buffer entry, FieldList fields) {
    entry.appendShort((short) fields.size());
    for (Field field : fields) {
      text(entry, field.name());
      text(entry, field.value());
    }
  }

  private static void texts(Buffer entry, List<String> texts) {
    entry.appendShort((short) texts.size());
    texts.forEach(text -> text(entry, text));
  }

  private static void text(Buffer entry, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    entry.appendInt(bytes.length).appendBytes(bytes);
  }

  private static void body(Buffer entry, Body body) {
    for (ByteBuf piece : body.pieces()) {
      entry.appendBuffer(BufferInternal.buffer(piece));
    }
  }

  /**
   * A response of which the caller owns the reference; null where there is no room for it. Fails
   * with IndexOutOfBoundsException or IllegalArgumentException on a damaged entry.
   */
  static @Nullable StoredResponse decode(Buffer entry, Allocation allocation) {
    ByteBuf bytes = ((BufferInternal) entry).getByteBuf().duplicate();
    int status = bytes.readUnsignedShort();
    CachingTerms terms = terms(bytes);
    FieldList fields = fields(bytes);
    VaryKey vary = new VaryKey(new Vary(texts(bytes)), fields(bytes), language(text(bytes)));
    StoredHead head = StoredHead.of(status, fields, terms, vary);
    int identity = bytes.readInt();
    int gzip = bytes.readInt();
    if (status < 200
        || identity < 0
        || gzip < -1
        || bytes.readableBytes() != (long) identity + Math.max(0, gzip)) {
      throw new IllegalArgumentException("length: " + entry.length() + " of a damaged entry");
    }
    return response(head, bytes.readSlice(identity), gzip < 0 ? null : bytes, allocation);
  }

  private static @Nullable StoredResponse response(
      StoredHead head, ByteBuf identity, @Nullable ByteBuf gzip, Allocation allocation) {
    Body body = allocation.of(identity);
    if (body == null) {
      return null;
    }
    Content content = new Content.Whole(body, OptionalLong.of(body.length()));
    return new StoredResponse(head, content, gzip == null ? null : allocation.of(gzip));
  }

  private static CachingTerms terms(ByteBuf bytes) {
    long response = bytes.readLong();
    long initialAge = bytes.readLong();
    long lifetime = bytes.readLong();
    long whileRevalidate = bytes.readLong();
    long ifError = bytes.readLong();
    int flags = bytes.readByte();
    return new CachingTerms(
        response,
        initialAge,
        lifetime,
        (flags & ALWAYS_VALIDATE) != 0,
        (flags & IMMUTABLE) != 0,
        (flags & HAS_VALIDATOR) != 0,
        new StaleTerms((flags & STALE_FORBIDDEN) != 0, whileRevalidate, ifError));
  }

  private static FieldList fields(ByteBuf bytes) {
    FieldList.Builder fields = FieldList.builder();
    for (int left = count(bytes); left > 0; left--) {
      fields.add(text(bytes), text(bytes));
    }
    return fields.build();
  }

  private static List<String> texts(ByteBuf bytes) {
    List<String> texts = new ArrayList<>();
    for (int left = count(bytes); left > 0; left--) {
      texts.add(text(bytes));
    }
    return texts;
  }

  private static int count(ByteBuf bytes) {
    int count = bytes.readUnsignedShort();
    if (count > MAX_LIST) {
      throw new IllegalArgumentException("count: " + count + " of a damaged entry");
    }
    return count;
  }

  private static String text(ByteBuf bytes) {
    int length = bytes.readInt();
    if (length < 0 || length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException("length: " + length + " of a text of a damaged entry");
    }
    String text = bytes.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
    if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new IllegalArgumentException("control character in a damaged entry");
    }
    return text;
  }

  private static Optional<String> language(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
