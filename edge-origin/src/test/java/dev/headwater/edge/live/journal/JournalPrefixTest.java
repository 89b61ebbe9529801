package dev.headwater.edge.live.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.platform.store.DirectoryStore;
import dev.headwater.platform.store.ObjectStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node may die at any moment: whatever has reached the store then, the channel goes on. */
class JournalPrefixTest {
  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Random random = new Random(42);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void numbersGoOnAfterAllThatWasSeenWhenTheLastWriteCame() throws Exception {
    ScriptedStore store = new ScriptedStore();
    List<Long> seen = new ArrayList<>();
    try (Programme programme = new Programme("a", store, Past.NONE)) {
      programme.connect();
      while (programme.published() < 450) {
        step(programme);
        while (store.waiting() > 0) {
          store.take();
          seen.add(programme.published());
        }
      }
      check(store, programme, seen);
    }
  }

  /** A slow store that fails now and then: what it has is older, but of one moment. */
  @Test
  void numbersGoOnAfterAllThatASlowStoreHas() throws Exception {
    ScriptedStore store = new ScriptedStore();
    List<Long> seen = new ArrayList<>();
    try (Programme programme = new Programme("a", store, Past.NONE)) {
      programme.connect();
      while (programme.published() < 450) {
        step(programme);
        if (store.waiting() > 0 && random.nextInt(20) == 0) {
          if (random.nextInt(4) == 0) {
            store.fail();
          } else {
            store.take();
            seen.add(-1L);
          }
        }
      }
      check(store, programme, seen);
    }
  }

  private void step(Programme programme) throws Exception {
    if (random.nextInt(200) == 0) {
      programme.end();
      programme.connect();
    } else if (random.nextInt(100) == 0) {
      programme.connect();
    }
    programme.send();
  }

  private void check(ScriptedStore store, Programme programme, List<Long> seen) throws Exception {
    ObjectStore reached = await(onContext(() -> DirectoryStore.open(vertx, folder)));
    long last = 0;
    for (int i = 0; i < store.log().size(); i++) {
      ScriptedStore.Taken taken = store.log().get(i);
      await(
          onContext(() ->
              taken.bytes().isPresent()
                  ? reached.write(taken.key(), taken.bytes().get()).mapEmpty()
                  : reached.delete(taken.key())));
      Past past = recall(reached);
      assertThat(past.nextNumber()).isGreaterThan(seen.get(i)).isGreaterThanOrEqualTo(last);
      last = past.nextNumber();
      List<Segment> segments = segments(past);
      if (!segments.isEmpty()) {
        assertThat(past.nextNumber()).isGreaterThan(segments.getLast().number());
      }
      assertThat(segments).allSatisfy(segment -> isThatOf(programme, segment));
      if (i % 10 == 0) {
        goesOn(programme, past);
      }
    }
    assertThat(last).isGreaterThan(400);
  }

  private static void isThatOf(Programme programme, Segment segment) {
    Segment original = Objects.requireNonNull(programme.finished.get(segment.number()));
    assertThat(segment.epoch()).isEqualTo(original.epoch());
    assertThat(segment.duration()).isEqualTo(original.duration());
    assertThat(segment.discontinuity()).isEqualTo(original.discontinuity());
  }

  /** In another life: no bytes under a name twice, and what both lives have is the same place. */
  private static void goesOn(Programme before, Past past) throws Exception {
    try (Programme next = new Programme("b", new ScriptedStore(), past)) {
      next.connect();
      for (int part = 0; part < 30; part++) {
        next.send();
      }
      Set<String> names = new HashSet<>();
      before.finished.values().forEach(one -> names.add(one.epoch() + "-" + one.number()));
      assertThat(next.finished.values().stream().filter(one -> !one.gap()))
          .noneMatch(one -> names.contains(one.epoch() + "-" + one.number()));
      long number = past.nextNumber();
      assertThat(next.finished.values().stream().filter(one -> !one.gap()))
          .extracting(Segment::number)
          .first()
          .isEqualTo(number);
      for (Segment one : segments(past)) {
        Long sequence = next.sequences.get(one.number()); // none where it has left the window
        assertThat(sequence == null || sequence.equals(before.sequences.get(one.number())))
            .as("the discontinuity sequence of %d", one.number())
            .isTrue();
      }
    }
  }

  private static List<Segment> segments(Past past) {
    return past.renditions().stream().flatMap(one -> one.segments().stream()).toList();
  }

  @Test
  void aPieceThatIsDamagedIsLeftOutAndNumbersGoOnAfterIt() throws Exception {
    ScriptedStore store = new ScriptedStore();
    ObjectStore reached = await(onContext(() -> DirectoryStore.open(vertx, folder)));
    try (Programme programme = new Programme("a", store, Past.NONE)) {
      programme.connect();
      while (programme.published() < 300) {
        programme.send();
        while (store.waiting() > 0) {
          store.take();
        }
      }
      for (ScriptedStore.Taken taken : store.log()) {
        await(onContext(() -> reached.write(taken.key(), taken.bytes().orElseThrow())));
      }
      assertThat(segments(recall(reached))).hasSize(300);
      damage(reached, "live/c/v/1.journal");
      Past later = recall(reached);
      assertThat(segments(later).getFirst().number()).isEqualTo(256);
      assertThat(later.nextNumber()).isEqualTo(301);
      damage(reached, "live/c/v/2.journal");
      Past none = recall(reached);
      assertThat(segments(none)).isEmpty();
      assertThat(none.nextNumber()).isEqualTo(384);
      damage(reached, "live/c/head.journal");
      assertThat(await(onContext(() -> journals(reached).recall(vertx, "c"))))
          .isEqualTo(new Recollection.Damaged());
    }
  }

  private void damage(ObjectStore store, String key) {
    await(onContext(() -> store.write(key, Buffer.buffer("0123abcd\n{\"first\":0}"))));
  }

  private static Journals journals(ObjectStore store) {
    return new Journals(Optional.of(store));
  }

  private Past recall(ObjectStore store) {
    Recollection found = await(onContext(() -> journals(store).recall(vertx, "c")));
    assertThat(found).isInstanceOf(Recollection.Known.class);
    return ((Recollection.Known) found).past();
  }

  /** What is composed stays on one context. */
  private <T> Future<T> onContext(java.util.function.Supplier<Future<T>> what) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(_ -> what.get().onComplete(promise));
    return promise.future();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
