package dev.headwater.edge.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.stored.ResponseMetadata;
import dev.headwater.edge.stored.StoredResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedisEntryTest {
  @Test
  void whatIsWrittenIsRead() {
    StoredResponse read = RedisEntry.decode(RedisEntry.encode(response("body", "zip")));
    assertThat(read.metadata()).isEqualTo(response("body", null).metadata());
    assertThat(read.identity().toString(StandardCharsets.UTF_8)).isEqualTo("body");
    assertThat(Objects.requireNonNull(read.gzip()).toString(StandardCharsets.UTF_8))
        .isEqualTo("zip");
  }

  @Test
  void anEmptyBodyWithoutGzipIsRead() {
    StoredResponse read = RedisEntry.decode(RedisEntry.encode(response("", null)));
    assertThat(read.identity().readableBytes()).isZero();
    assertThat(read.gzip()).isNull();
  }

  @Test
  void aCutEntryIsRefused() {
    Buffer whole = RedisEntry.encode(response("body", "zip"));
    for (int length = 0; length < whole.length(); length++) {
      Buffer cut = whole.getBuffer(0, length);
      assertThatThrownBy(() -> RedisEntry.decode(cut))
          .isInstanceOfAny(IndexOutOfBoundsException.class, IllegalArgumentException.class);
    }
  }

  @Test
  void damageIsRefusedOrGivesSomeBytesButNeverMoreThanThereAre() {
    Random random = new Random(7);
    byte[] whole = RedisEntry.encode(response("a body of some length", "zip")).getBytes();
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      try {
        StoredResponse read = RedisEntry.decode(Buffer.buffer(damaged));
        assertThat(read.identity().readableBytes()).isLessThanOrEqualTo(whole.length);
        read.release();
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  private static StoredResponse response(String body, @Nullable String gzip) {
    ResponseMetadata metadata =
        new ResponseMetadata(1234, body.length(), "\"v1\"", Instant.ofEpochSecond(99));
    return new StoredResponse(metadata, bytes(body), gzip == null ? null : bytes(gzip));
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.directBuffer().writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
