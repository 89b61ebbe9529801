package dev.headwater.edge.tier;

import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.StaleTerms;
import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.memory.Allocation;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.purge.PurgeNames;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A response as bytes: status (2), sequence (8), terms (response, initial age, lifetime,
 * while-revalidate, if-error: 8 each; flags: 1), fields, names of Vary, selecting fields, language;
 * length of the identity encoding (4), length of the gzip encoding or -1 (4), and the two; CRC-32C
 * of all before it (4). A list is its count (2) and its members; a text its length (4) and Latin-1
 * bytes.
 */
final class RedisEntry {
  static final int ALWAYS_VALIDATE = 1;
  static final int IMMUTABLE = 2;
  static final int HAS_VALIDATOR = 4;
  static final int STALE_FORBIDDEN = 8;

  static final int CHECKSUM_BYTES = 4;

  private RedisEntry() {}

  /** Of a response whose content is whole and all here. */
  static Buffer encode(StoredResponse response, Content.Whole whole) {
    StoredHead head = response.head();
    Buffer entry = Buffer.buffer(Math.toIntExact(response.weightBytes()));
    entry.appendShort((short) head.status()).appendLong(response.sequence());
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
    return entry.appendInt(checksum(((BufferInternal) entry).getByteBuf()));
  }

  /** Of all readable bytes, which stay readable. */
  static int checksum(ByteBuf bytes) {
    CRC32C checksum = new CRC32C();
    for (ByteBuffer piece : bytes.nioBuffers()) {
      checksum.update(piece);
    }
    return (int) checksum.getValue();
  }

  /**
   * A response of which the caller owns the reference; null where there is no room for it. Fails
   * with IndexOutOfBoundsException or IllegalArgumentException on a damaged entry.
   */
  static @Nullable StoredResponse decode(
      Buffer entry, Function<Fields, PurgeNames> names, Allocation allocation) {
    return RedisEntryReader.read(
        ((BufferInternal) entry).getByteBuf().duplicate(), names, allocation);
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
}
