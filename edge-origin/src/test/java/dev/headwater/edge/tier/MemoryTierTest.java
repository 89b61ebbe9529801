package dev.headwater.edge.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.platform.settings.DataSize;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryTierTest {
  private static final int BODY_BYTES = 10_000;
  private static final FieldList NOTHING = FieldList.empty();

  private final MemoryTier memory =
      new MemoryTier(DataSize.ofMebibytes(8), PurgeTable.create(), System::currentTimeMillis);

  @AfterEach
  void allMemoryIsGivenBack() {
    memory.close();
    assertThat(memory.allocatedBytes()).isZero();
    assertThat(memory.weightBytes()).isZero();
  }

  @Test
  void moreThanThereIsRoomForPushesOutTheRest() {
    for (int i = 0; i < 3_000; i++) {
      put("/" + i, 200, NOTHING);
    }
    assertThat(memory.weightBytes()).isBetween(7L << 20, 8L << 20);
    assertThat(memory.allocatedBytes()).isLessThanOrEqualTo(memory.weightBytes());
    assertThat(memory.evictions()).isPositive();
  }

  @Test
  void aBodyThatNeedsRoomGetsItFromWhatIsWorthLeast() {
    for (int i = 0; i < 600; i++) {
      put("/" + i, 200, NOTHING);
    }
    assertThat(memory.evictions()).isZero();
    StoredResponse large =
        Kept.response(memory.allocation(), 200, NOTHING, new byte[4 << 20], null);
    assertThat(memory.weightBytes()).isLessThan(5L << 20);
    assertThat(memory.evictions()).isPositive();
    large.release();
  }

  @Test
  void aReaderKeepsItsBodyWhenTheEntryGoes() {
    put("/a", 200, NOTHING);
    StoredResponse held = Objects.requireNonNull(memory.get("/a", NOTHING));
    memory.remove("/a");
    assertThat(memory.get("/a", NOTHING)).isNull();
    assertThat(lastByte(held)).isEqualTo((byte) 7);
    held.release();
    assertThat(memory.allocatedBytes()).isZero();
  }

  @Test
  void aReplacedBodyIsGivenBack() {
    put("/a", 200, NOTHING);
    long one = memory.allocatedBytes();
    put("/a", 200, NOTHING);
    assertThat(memory.allocatedBytes()).isEqualTo(one);
  }

  @Test
  void anErrorTakesThePlaceOfWhatWasThereAndGivesItUpAgain() {
    put("/a", 200, NOTHING);
    put("/a", 404, NOTHING);
    assertThat(status("/a", NOTHING)).isEqualTo(404);
    put("/a", 200, NOTHING);
    assertThat(status("/a", NOTHING)).isEqualTo(200);
    assertThat(memory.count()).isEqualTo(1);
  }

  @Test
  void errorsCannotPushOutWhatIsThere() {
    put("/a", 200, NOTHING);
    for (int i = 0; i < 3_000; i++) {
      put("/gone/" + i, 404, NOTHING);
    }
    assertThat(status("/a", NOTHING)).isEqualTo(200);
    assertThat(memory.weightBytes()).isLessThan(1L << 20);
  }

  @Test
  void eachRequestSelectsItsOwnVariant() {
    for (int i = 0; i < 3; i++) {
      put("/a", 200 + i, FieldList.of("X-Own", "v" + i));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(status("/a", FieldList.of("X-Own", "v" + i))).isEqualTo(200 + i);
    }
    assertThat(memory.get("/a", NOTHING)).isNull();
  }

  @Test
  void whoHasEndlessVariantsKeepsTheLatest() {
    for (int i = 0; i < 100; i++) {
      put("/a", 200, FieldList.of("X-Own", "v" + i));
    }
    assertThat(Objects.requireNonNull(memory.variants("/a")).responses()).hasSize(32);
    assertThat(status("/a", FieldList.of("X-Own", "v99"))).isEqualTo(200);
  }

  @Test
  void aHeadCanBeReplacedWhileTheContentStays() {
    put("/a", 200, NOTHING);
    memory.replace("/a", stored -> stored.withHead(Kept.head(203, NOTHING, NOTHING)));
    StoredResponse held = Objects.requireNonNull(memory.get("/a", NOTHING));
    assertThat(held.status()).isEqualTo(203);
    assertThat(lastByte(held)).isEqualTo((byte) 7);
    held.release();
  }

  /** Readers hold and check bytes while writers replace and evict them. */
  @Test
  void noReaderSeesMemoryThatWasGivenBack() throws InterruptedException {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      boolean writes = t < 2;
      threads.add(Thread.ofPlatform().start(() -> churn(writes, failure)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
  }

  private void churn(boolean writes, AtomicReference<@Nullable Throwable> failure) {
    try {
      for (int i = 0; i < 20_000; i++) {
        String key = "/" + ThreadLocalRandom.current().nextInt(1_000);
        if (writes) {
          put(key, 200, NOTHING);
        } else {
          check(memory.get(key, NOTHING));
        }
      }
    } catch (RuntimeException | AssertionError e) {
      failure.set(e);
    }
  }

  private static void check(@Nullable StoredResponse held) {
    if (held != null) {
      assertThat(lastByte(held)).isEqualTo((byte) 7);
      held.release();
    }
  }

  private static byte lastByte(StoredResponse held) {
    ByteBuf last = ((Content.Whole) held.content()).body().pieces().getLast();
    return last.getByte(last.readableBytes() - 1);
  }

  private int status(String key, FieldList request) {
    StoredResponse held = Objects.requireNonNull(memory.get(key, request));
    held.release();
    return held.status();
  }

  /** The tier's is the only reference left. */
  private void put(String key, int status, FieldList request) {
    byte[] content = new byte[BODY_BYTES];
    Arrays.fill(content, (byte) 7);
    FieldList fields = request.has("X-Own") ? FieldList.of("Vary", "X-Own") : NOTHING;
    StoredResponse bytes = Kept.response(memory.allocation(), status, fields, content, null);
    StoredResponse response = bytes.withHead(Kept.head(status, fields, request));
    bytes.release();
    memory.put(key, response);
    response.release();
  }
}
