package dev.headwater.edge.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.platform.settings.DataSize;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
  private final Arena arena = new Arena(DataSize.ofMebibytes(16));
  private final Allocation allocation = new Allocation(arena, _ -> false);
  private final Body body = allocation.body();
  private final Deque<Runnable> loop = new ArrayDeque<>();
  private final Throwable late = new IllegalStateException("late");

  private static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static ByteBuf buffer(byte[] bytes, int from, int length) {
    return Unpooled.wrappedBuffer(bytes, from, length);
  }

  private void append(byte[] bytes) {
    assertThat(body.append(Unpooled.wrappedBuffer(bytes))).isEqualTo(bytes.length);
  }

  /** Takes what it can get now; the answer says what comes after it. */
  private static ContentReader.Next drain(ContentReader reader, ByteArrayOutputStream into) {
    while (true) {
      ContentReader.Next next = reader.next(64 * 1024, () -> {});
      if (!(next instanceof ContentReader.Next.Bytes bytes)) {
        return next;
      }
      byte[] part = new byte[bytes.bytes().readableBytes()];
      bytes.bytes().getBytes(bytes.bytes().readerIndex(), part);
      into.writeBytes(part);
      reader.written();
    }
  }

  private ContentReader reader(long from, long length) {
    return body.reader(from, length, loop::add);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aLateReaderGetsWhatIsHereAndThenTheRest(long seed) {
    Random random = new Random(seed);
    byte[] all = bytes(3_000_000, seed);
    ByteArrayOutputStream early = new ByteArrayOutputStream();
    ByteArrayOutputStream late = new ByteArrayOutputStream();
    ContentReader first = reader(0, Long.MAX_VALUE);
    ContentReader second = null;
    for (int at = 0; at < all.length; ) {
      int part = Math.min(all.length - at, 1 + random.nextInt(90_000));
      assertThat(body.append(buffer(all, at, part))).isEqualTo(part);
      at += part;
      drain(first, early);
      if (second == null && at > 1_000_000) {
        second = reader(0, Long.MAX_VALUE);
      }
    }
    body.complete();

    assertThat(drain(first, early)).isInstanceOf(ContentReader.Next.End.class);
    assertThat(drain(Objects.requireNonNull(second), late))
        .isInstanceOf(ContentReader.Next.End.class);
    assertThat(early.toByteArray()).isEqualTo(all);
    assertThat(late.toByteArray()).isEqualTo(all);
  }

  @Test
  void aWaitingReaderIsWokenOnItsOwnLoopByTheNextBytes() {
    AtomicInteger woken = new AtomicInteger();
    ContentReader reader = reader(0, Long.MAX_VALUE);
    assertThat(reader.next(10, woken::incrementAndGet))
        .isInstanceOf(ContentReader.Next.Later.class);

    append(new byte[] {1});
    append(new byte[] {2});

    assertThat(woken).hasValue(0);
    loop.remove().run();
    assertThat(woken).hasValue(1);
    assertThat(loop).isEmpty();
  }

  @Test
  void theLastBytesAreKnownToBeTheLast() {
    append(bytes(100, 1));
    body.complete();

    assertThat(reader(0, Long.MAX_VALUE).next(1000, () -> {}))
        .isInstanceOfSatisfying(
            ContentReader.Next.Bytes.class, next -> assertThat(next.last()).isTrue());
  }

  @Test
  void aReaderOfARangeGetsItAlone() {
    byte[] all = bytes(200_000, 3);
    append(all);
    body.complete();
    ByteArrayOutputStream got = new ByteArrayOutputStream();

    drain(reader(70_000, 60_000), got);

    assertThat(got.toByteArray()).isEqualTo(Arrays.copyOfRange(all, 70_000, 130_000));
  }

  @Test
  void aBodyThatFailsFailsItsReadersAfterTheBytesThatCame() {
    append(new byte[] {1, 2, 3});
    ContentReader reader = reader(0, Long.MAX_VALUE);
    body.fail(new IllegalStateException("cut"));
    ByteArrayOutputStream got = new ByteArrayOutputStream();

    assertThat(drain(reader, got)).isInstanceOf(ContentReader.Next.Failed.class);
    assertThat(got.toByteArray()).containsExactly(1, 2, 3);
  }

  @Test
  void aPassingBodyHoldsNoMoreThanItsWindow() {
    AtomicBoolean drained = new AtomicBoolean();
    body.pass(late, () -> {});
    ContentReader reader = reader(0, Long.MAX_VALUE);
    int appended = 0;
    while (!body.isFull(() -> drained.set(true))) {
      append(bytes(100_000, appended++));
      assertThat(appended).isLessThan(50);
    }
    assertThat(body.sizeBytes()).isLessThan(3 * Body.WINDOW_BYTES);

    drain(reader, new ByteArrayOutputStream());

    assertThat(drained).isTrue();
    assertThat(body.sizeBytes()).isLessThanOrEqualTo(Body.WINDOW_BYTES);
  }

  @Test
  void aPassingBodyWaitsForItsFirstReader() {
    body.pass(late, () -> {});
    int appended = 0;
    while (!body.isFull(() -> {})) {
      append(bytes(100_000, appended++));
    }

    assertThat(body.length()).isLessThan(2 * Body.WINDOW_BYTES);
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    drain(reader(0, Long.MAX_VALUE), got);
    assertThat(got.size()).isEqualTo(appended * 100_000);
  }

  @Test
  void aReaderThatComesAfterTheFirstBytesHavePassedFails() {
    body.pass(late, () -> {});
    ContentReader first = reader(0, Long.MAX_VALUE);
    append(bytes(3_000_000, 1));
    drain(first, new ByteArrayOutputStream());

    assertThat(body.hasPassed()).isTrue();
    assertThat(reader(0, Long.MAX_VALUE).next(10, () -> {}))
        .isEqualTo(new ContentReader.Next.Failed(late));
  }

  @Test
  void aPassingBodyThatItsReadersHaveLeftWaitsForWhoIsOnTheWay() {
    AtomicInteger told = new AtomicInteger();
    body.pass(late, told::incrementAndGet);
    append(bytes(1_000, 1));
    reader(0, Long.MAX_VALUE).close();
    while (!body.isFull(() -> {})) {
      append(bytes(100_000, 2));
    }
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    drain(reader(0, Long.MAX_VALUE), got);

    assertThat(told).hasValue(0);
    assertThat((long) got.size()).isEqualTo(body.length());
    body.abandon();
    assertThat(told).hasValue(1);
  }

  @Test
  void aPassingBodyGoesOnInItsOwnMemoryWhereThereIsNoOther() {
    byte[] all = bytes(1_000_000, 4);
    assertThat(body.expect(64 << 10)).isTrue();
    while (allocation.allocate(1) != null) {
      // until nothing is left
    }
    body.pass(late, () -> {});
    ContentReader reader = reader(0, Long.MAX_VALUE);
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    AtomicInteger roomy = new AtomicInteger();
    int waits = 0;
    for (int at = 0; at < all.length; ) {
      at += body.append(buffer(all, at, Math.min(all.length - at, 50_000)));
      if (body.isOutOfRoom(roomy::incrementAndGet)) {
        waits++;
        drain(reader, got);
      }
      assertThat(roomy).as("told of room").hasValue(waits);
    }
    body.complete();
    drain(reader, got);

    assertThat(waits).isPositive();
    assertThat(got.toByteArray()).isEqualTo(all);
  }

  @Test
  void whatWasReadBeforeABodyPassedIsGivenBack() {
    append(bytes(3_000_000, 1));
    drain(reader(0, Long.MAX_VALUE), new ByteArrayOutputStream());

    body.pass(late, () -> {});

    assertThat(body.sizeBytes()).isLessThanOrEqualTo(Body.WINDOW_BYTES);
  }

  @Test
  void memoryTakenBeforehandButNotUsedIsGivenBack() {
    assertThat(body.expect(4 << 20)).isTrue();
    append(bytes(5_000, 1));

    body.complete();

    assertThat(arena.allocatedBytes()).isEqualTo(4 << 20);
    body.release();
    assertThat(arena.allocatedBytes()).isZero();
  }

  @Test
  void aBodyThatFindsNoRoomTakesNothing() {
    assertThat(body.expect(16 << 20)).isTrue();
    Body other = allocation.body();

    assertThat(other.append(Unpooled.wrappedBuffer(new byte[] {1}))).isZero();
    assertThat(other.length()).isZero();
  }

  @Test
  void roomIsMadeForABodyWhereThatIsPossible() {
    Body first = allocation.body();
    assertThat(first.expect(16 << 20)).isTrue();
    Allocation making =
        new Allocation(
            arena,
            _ -> {
              first.release();
              return true;
            });

    assertThat(making.body().expect(1 << 20)).isTrue();
  }

  @Test
  void noMoreIsGivenUpForABodyThanIsMissing() {
    assertThat(body.expect(12 << 20)).isTrue();
    List<Long> asked = new ArrayList<>();
    Allocation making =
        new Allocation(
            arena,
            bytes -> {
              asked.add(bytes);
              return false;
            });
    assertThat(making.body().expect(6 << 20)).isFalse();
    assertThat(asked).containsExactly(2L << 20);
  }

  @Test
  void whatIsBeingSentIsNotGivenUpInVainForLong() {
    assertThat(body.expect(16 << 20)).isTrue();
    AtomicInteger rounds = new AtomicInteger();
    Allocation making = new Allocation(arena, _ -> rounds.incrementAndGet() > 0);
    assertThat(making.body().expect(1 << 20)).isFalse();
    assertThat(rounds).hasValue(8);
  }
}
