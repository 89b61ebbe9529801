package dev.headwater.edge.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.stored.ResponseMetadata;
import dev.headwater.edge.stored.StoredAbsence;
import dev.headwater.edge.stored.StoredResponse;
import dev.headwater.platform.settings.DataSize;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MemoryTierTest {
  private static final int BODY_BYTES = 10_000;

  private final MemoryTier memory = new MemoryTier(DataSize.ofMebibytes(1));

  @Test
  void anEvictedBodyIsGivenBackAtOnce() {
    List<ByteBuf> bodies = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      bodies.add(put("/" + i));
    }
    memory.clear();
    assertThat(bodies).allSatisfy(body -> assertThat(body.refCnt()).isZero());
  }

  @Test
  void theWeightOfWhatIsNotGivenBackStaysWithinTheBound() {
    List<ByteBuf> bodies = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      bodies.add(put("/" + i));
    }
    long kept = bodies.stream().filter(body -> body.refCnt() > 0).count() * BODY_BYTES;
    assertThat(kept).isPositive().isLessThanOrEqualTo(1 << 20);
  }

  @Test
  void aReaderKeepsItsBodyWhenTheEntryGoes() {
    ByteBuf body = put("/a");
    StoredResponse held = (StoredResponse) Objects.requireNonNull(memory.get("/a"));
    memory.clear();
    assertThat(body.refCnt()).isEqualTo(1);
    held.release();
    assertThat(body.refCnt()).isZero();
  }

  @Test
  void aReplacedBodyIsGivenBack() {
    ByteBuf first = put("/a");
    ByteBuf second = put("/a");
    assertThat(first.refCnt()).isZero();
    assertThat(second.refCnt()).isEqualTo(1);
  }

  @Test
  void anAbsenceIsKept() {
    memory.put("/gone", new StoredAbsence(5));
    assertThat(memory.get("/gone")).isEqualTo(new StoredAbsence(5));
  }

  /** Readers hold and check bytes while writers replace and evict them. */
  @Test
  void noReaderSeesMemoryThatWasGivenBack() throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
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

  private void churn(boolean writes, AtomicReference<Throwable> failure) {
    try {
      for (int i = 0; i < 20_000; i++) {
        String key = "/" + ThreadLocalRandom.current().nextInt(200);
        if (writes) {
          put(key);
        } else if (memory.get(key) instanceof StoredResponse held) {
          assertThat(held.identity().getByte(BODY_BYTES - 1)).isEqualTo((byte) 7);
          held.release();
        }
      }
    } catch (RuntimeException | AssertionError e) {
      failure.set(e);
    }
  }

  /** The tier's is the only reference left. */
  private ByteBuf put(String key) {
    ByteBuf body = Unpooled.directBuffer(BODY_BYTES, BODY_BYTES);
    body.writeZero(BODY_BYTES - 1).writeByte(7);
    StoredResponse response =
        new StoredResponse(new ResponseMetadata(0, BODY_BYTES, "\"v\"", Instant.EPOCH), body, null);
    memory.put(key, response);
    response.release();
    return body;
  }
}
