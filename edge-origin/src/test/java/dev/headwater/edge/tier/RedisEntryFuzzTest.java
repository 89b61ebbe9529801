package dev.headwater.edge.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.http.message.Field;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.memory.Allocation;
import dev.headwater.edge.memory.Arena;
import dev.headwater.edge.purge.PurgeNames;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.platform.settings.DataSize;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever lies in Redis, reading it gives what could be sent to a client, or nothing. */
class RedisEntryFuzzTest {
  private static final int ROUNDS = 50_000;
  private static final FieldList FIELDS =
      FieldList.of(
          "ETag", "\"v1\"", "Vary", "Accept-Language, X-Own", "Content-Language", "de", "X-A", "1");

  private final Random random = new Random(11);
  private final Arena arena = new Arena(DataSize.ofMebibytes(8));
  private final Allocation memory = new Allocation(arena, _ -> false);
  private final byte[] whole = encoded();

  @AfterEach
  void allMemoryIsGivenBack() {
    assertThat(arena.allocatedBytes()).isZero();
  }

  @Test
  void anyOneByteThatChangedIsFound() {
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      assertRefused(damaged);
    }
  }

  @Test
  void anEntryThatWasCutOrGrewIsFound() {
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length));
      assertRefused(Arrays.copyOfRange(whole, whole.length - length, whole.length));
    }
    assertRefused(Arrays.copyOf(whole, whole.length + 1));
  }

  @Test
  void bytesOfSomebodyElseAreRefused() {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      assertRefused(noise);
    }
  }

  /** The checksum is good: somebody else wrote it, on purpose or with a fault of his own. */
  @Test
  void aSealedEntryIsRefusedOrCouldHaveComeFromTheSource() {
    for (int i = 0; i < ROUNDS; i++) {
      assertHarmless(sealed(mutated()));
    }
  }

  private byte[] mutated() {
    byte[] entry = Arrays.copyOf(whole, whole.length - RedisEntry.CHECKSUM_BYTES);
    for (int times = 1 + random.nextInt(4); times > 0; times--) {
      int at = random.nextInt(entry.length);
      switch (random.nextInt(4)) {
        case 0 -> entry[at] = (byte) random.nextInt(256);
        case 1 -> entry[at] = (byte) (random.nextBoolean() ? 0xff : 0);
        case 2 -> entry[at] ^= (byte) (1 << random.nextInt(8));
        default -> entry = Arrays.copyOf(entry, 1 + random.nextInt(2 * entry.length));
      }
    }
    return entry;
  }

  private static byte[] sealed(byte[] entry) {
    int checksum = RedisEntry.checksum(Unpooled.wrappedBuffer(entry));
    return Buffer.buffer(entry).appendInt(checksum).getBytes();
  }

  private void assertRefused(byte[] entry) {
    assertThatThrownBy(
            () -> RedisEntry.decode(Buffer.buffer(entry), _ -> PurgeNames.of("/kept"), memory))
        .isInstanceOfAny(IndexOutOfBoundsException.class, IllegalArgumentException.class);
  }

  private void assertHarmless(byte[] entry) {
    StoredResponse read;
    try {
      read = RedisEntry.decode(Buffer.buffer(entry), _ -> PurgeNames.of("/kept"), memory);
    } catch (IndexOutOfBoundsException | IllegalArgumentException refused) {
      return;
    }
    if (read != null) {
      assertSendable(read.head());
      assertThat(((Content.Whole) read.content()).body().length())
          .isLessThanOrEqualTo(entry.length);
      read.release();
    }
  }

  private static void assertSendable(StoredHead head) {
    assertThat(head.status()).isBetween(200, 599);
    for (Field field : head.fields()) {
      assertThat(field.name()).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
      assertThat(field.value()).matches("[\\t -~\\x80-\\xff]*");
    }
    long age = head.terms().ageMillis(Long.MAX_VALUE / 4);
    assertThat(head.terms().isFresh(Long.MAX_VALUE / 4)).as("age %d", age).isFalse();
  }

  private byte[] encoded() {
    StoredResponse bytes =
        Kept.response(
            memory, 200, FIELDS, text("a body of some length"), text("what gzip made of it"));
    StoredHead head =
        Kept.head(200, FIELDS, FieldList.of("Accept-Language", "de, en", "X-Own", "1"));
    StoredResponse response = bytes.withHead(head);
    bytes.release();
    byte[] entry = RedisEntry.encode(response, (Content.Whole) response.content()).getBytes();
    response.release();
    return entry;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
