package dev.headwater.edge.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.memory.Allocation;
import dev.headwater.edge.memory.Arena;
import dev.headwater.edge.purge.PurgeNames;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.platform.settings.DataSize;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisEntryTest {
  private static final FieldList FIELDS =
      FieldList.of(
          "ETag",
          "\"v1\"",
          "Vary",
          "Accept-Language, X-Own",
          "Content-Language",
          "de",
          "X-A",
          "\u00e9");

  private final Arena arena = new Arena(DataSize.ofMebibytes(8));
  private final Allocation memory = new Allocation(arena, _ -> false);

  @AfterEach
  void allMemoryIsGivenBack() {
    assertThat(arena.allocatedBytes()).isZero();
  }

  @Test
  void whatIsWrittenIsRead() {
    StoredHead head =
        Kept.head(200, FIELDS, FieldList.of("Accept-Language", "de, en", "X-Own", "1"));
    StoredResponse read = decoded(encoded(head, "body", "zip"));
    assertThat(read.head()).isEqualTo(head);
    assertThat(content(read)).isEqualTo("body");
    assertThat(Kept.text(Objects.requireNonNull(read.gzip()))).isEqualTo("zip");
    read.release();
  }

  @Test
  void anAbsenceWithoutContentIsRead() {
    StoredHead head = Kept.head(404, FieldList.empty(), FieldList.empty());
    StoredResponse read = decoded(encoded(head, "", null));
    assertThat(read.head()).isEqualTo(head);
    assertThat(content(read)).isEmpty();
    assertThat(read.gzip()).isNull();
    read.release();
  }

  @Test
  void aCutEntryIsRefused() {
    Buffer whole = encoded(Kept.head(200, FIELDS, FieldList.empty()), "body", "zip");
    for (int length = 0; length < whole.length(); length++) {
      Buffer cut = whole.getBuffer(0, length);
      assertThatThrownBy(() -> RedisEntry.decode(cut, _ -> PurgeNames.of("/kept"), memory))
          .isInstanceOfAny(IndexOutOfBoundsException.class, IllegalArgumentException.class);
    }
  }

  @Test
  void damageIsRefusedOrGivesSomeBytesButNeverMoreThanThereAre() {
    Random random = new Random(7);
    byte[] whole =
        encoded(Kept.head(200, FIELDS, FieldList.empty()), "a body of some length", "zip")
            .getBytes();
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      try {
        StoredResponse read = decoded(Buffer.buffer(damaged));
        assertThat(content(read).length()).isLessThanOrEqualTo(whole.length);
        read.release();
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void whereThereIsNoRoomNothingIsRead() {
    Buffer entry = encoded(Kept.head(200, FIELDS, FieldList.empty()), "x".repeat(5 << 20), null);
    StoredResponse first = decoded(entry);
    assertThat(RedisEntry.decode(entry, _ -> PurgeNames.of("/kept"), memory)).isNull();
    first.release();
  }

  private Buffer encoded(StoredHead head, String content, @Nullable String gzip) {
    StoredResponse bytes =
        Kept.response(
            memory,
            200,
            FieldList.empty(),
            content.getBytes(StandardCharsets.UTF_8),
            gzip == null ? null : gzip.getBytes(StandardCharsets.UTF_8));
    StoredResponse response = bytes.withHead(head);
    bytes.release();
    Buffer entry = RedisEntry.encode(response, (Content.Whole) response.content());
    response.release();
    return entry;
  }

  private StoredResponse decoded(Buffer entry) {
    return Objects.requireNonNull(RedisEntry.decode(entry, _ -> PurgeNames.of("/kept"), memory));
  }

  private static String content(StoredResponse response) {
    return Kept.text(((Content.Whole) response.content()).body());
  }
}
