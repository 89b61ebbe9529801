package dev.headwater.edge.tier;

import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.StaleTerms;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.caching.VaryKey;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.Fields;
import dev.headwater.edge.memory.Allocation;
import dev.headwater.edge.memory.Body;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.purge.PurgeNames;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RedisEntry} writes. The checksum finds damage; whoever can write to Redis can
 * seal anything, so that what is read is held to what the source might have sent, too. Fails with
 * IndexOutOfBoundsException or IllegalArgumentException. Not thread-safe.
 */
final class RedisEntryReader {
  /** No response has more fields, and no field is longer: the source would have refused it. */
  private static final int MAX_LIST = 2_000;

  private static final int MAX_TEXT_BYTES = 256 * 1024;

  private static final int FIRST_FINAL = 200;
  private static final int LAST_STATUS = 599;

  /** Times and durations stay far from where sums overflow: the 53 bits that JSON can hold. */
  private static final long MAX_MILLIS = 1L << 53;

  /** RFC 9110, section 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private final ByteBuf bytes;
  private final Function<Fields, PurgeNames> names;

  private RedisEntryReader(ByteBuf bytes, Function<Fields, PurgeNames> names) {
    this.bytes = bytes;
    this.names = names;
  }

  /** Null where there is no room for the response. */
  static @Nullable StoredResponse read(
      ByteBuf entry, Function<Fields, PurgeNames> names, Allocation allocation) {
    ByteBuf sealed = entry.readSlice(entry.readableBytes() - RedisEntry.CHECKSUM_BYTES);
    if (RedisEntry.checksum(sealed) != entry.readInt()) {
      throw new IllegalArgumentException(
          "checksum of " + sealed.readableBytes() + " bytes (expected: another)");
    }
    return new RedisEntryReader(sealed, names).response(allocation);
  }

  private @Nullable StoredResponse response(Allocation allocation) {
    StoredHead head = head();
    int identity = bytes.readInt();
    int gzip = bytes.readInt();
    if (identity < 0 || gzip < -1 || bytes.readableBytes() != (long) identity + Math.max(0, gzip)) {
      throw new IllegalArgumentException(
          "lengths: %d and %d (expected: %d bytes)"
              .formatted(identity, gzip, bytes.readableBytes()));
    }
    Body body = allocation.of(bytes.readSlice(identity));
    if (body == null) {
      return null;
    }
    Content content = new Content.Whole(body, OptionalLong.of(body.length()));
    return new StoredResponse(head, content, gzip < 0 ? null : allocation.of(bytes));
  }

  private StoredHead head() {
    int status = bytes.readUnsignedShort();
    if (status < FIRST_FINAL || status > LAST_STATUS) {
      throw new IllegalArgumentException("status: " + status + " (expected: a final one)");
    }
    long sequence = bytes.readLong();
    if (sequence < 0) {
      throw new IllegalArgumentException("sequence: " + sequence + " (expected: >= 0)");
    }
    CachingTerms terms = terms();
    FieldList fields = fields();
    VaryKey vary = new VaryKey(new Vary(nameList()), fields(), language(text()));
    return StoredHead.of(
        status, fields, terms, vary, new Generation(names.apply(fields), sequence));
  }

  private CachingTerms terms() {
    long response = millis();
    long initialAge = millis();
    long lifetime = millis();
    long whileRevalidate = millis();
    long ifError = millis();
    int flags = bytes.readByte();
    return new CachingTerms(
        response,
        initialAge,
        lifetime,
        (flags & RedisEntry.ALWAYS_VALIDATE) != 0,
        (flags & RedisEntry.IMMUTABLE) != 0,
        (flags & RedisEntry.HAS_VALIDATOR) != 0,
        new StaleTerms((flags & RedisEntry.STALE_FORBIDDEN) != 0, whileRevalidate, ifError));
  }

  private long millis() {
    long millis = bytes.readLong();
    if (millis < -MAX_MILLIS || millis > MAX_MILLIS) {
      throw new IllegalArgumentException(
          "time: " + millis + " (expected: at most " + MAX_MILLIS + ")");
    }
    return millis;
  }

  private FieldList fields() {
    FieldList.Builder fields = FieldList.builder();
    for (int left = count(); left > 0; left--) {
      fields.add(name(), text());
    }
    return fields.build();
  }

  private List<String> nameList() {
    List<String> names = new ArrayList<>();
    for (int left = count(); left > 0; left--) {
      names.add(name());
    }
    return names;
  }

  private int count() {
    int count = bytes.readUnsignedShort();
    if (count > MAX_LIST) {
      throw new IllegalArgumentException("count: " + count + " (expected: <= " + MAX_LIST + ")");
    }
    return count;
  }

  private String name() {
    String name = text();
    if (!TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException("name: " + name + " (expected: a token)");
    }
    return name;
  }

  private String text() {
    int length = bytes.readInt();
    if (length < 0 || length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException(
          "length: " + length + " (expected: 0 to " + MAX_TEXT_BYTES + ")");
    }
    String text = bytes.readCharSequence(length, StandardCharsets.ISO_8859_1).toString();
    if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new IllegalArgumentException("a control character (expected: none)");
    }
    return text;
  }

  private static Optional<String> language(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
