package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.live.journal.ScriptedStore;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Part;
import dev.headwater.edge.live.timeline.Segment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  private static final int MOST_TRIALS = 10;

  private final ScriptedStore store = new ScriptedStore();
  private final Archive archive = new Archive(Optional.of(store), Duration.ZERO);

  private void keep() {
    MediaBytes bytes = MediaBytes.copyOf(List.of(ByteBuffer.allocate(9)));
    Part part = new Part(0, Duration.ofSeconds(2), true, bytes);
    archive.keep(
        new RenditionName("c", "v"),
        new Segment(
            7,
            "e",
            Duration.ZERO,
            Duration.ofSeconds(2),
            Instant.EPOCH,
            false,
            false,
            9,
            List.of(part)));
  }

  @Test
  void whatTheStoreDoesNotTakeIsWrittenAgain() {
    keep();
    store.fail();
    assertThat(store.waiting()).isZero();
    archive.sweep();
    store.take();
    ScriptedStore.Taken taken = store.log().getFirst();
    assertThat(taken.key()).isEqualTo("live/c/v/e-7.m4s");
    assertThat(taken.bytes().orElseThrow().length()).isEqualTo(9);
    assertThat(archive.lost()).isZero();
  }

  @Test
  void aStoreThatFailsForLongLosesIt() {
    keep();
    for (int i = 1; i < MOST_TRIALS; i++) {
      store.fail();
      archive.sweep();
    }
    assertThat(archive.lost()).isZero();
    List<Long> told = new ArrayList<>();
    archive.lossesTo((name, number) -> told.add(number));
    store.fail();
    assertThat(archive.lost()).isEqualTo(1);
    assertThat(told).containsExactly(7L);
    archive.sweep();
    assertThat(store.waiting()).isZero();
  }
}
