package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.TestChannel;
import dev.headwater.edge.live.journal.Journals;
import dev.headwater.edge.live.journal.Recollection;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.protection.ChannelKeys;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.store.DirectoryStore;
import dev.headwater.platform.store.ObjectStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a channel goes on after. */
class BeginningsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger failures = new AtomicInteger();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private Recollection.Known recall(Optional<Presentation> told) {
    ObjectStore store = await(DirectoryStore.open(vertx, folder));
    Optional<ObjectStore> late =
        Optional.of(new LateStore(store, Future.succeededFuture(), failures));
    Archive archive = new Archive(late, Duration.ZERO);
    Beginnings beginnings =
        new Beginnings(
            new LiveChannels.Parts(
                new ChannelTable(),
                archive,
                new Journals(late),
                new ChannelKeys(new Envelope(List.of())),
                new ChannelTerms(3)),
            archive.slates(),
            "me",
            InstantSource.fixed(NOW),
            (_, _) -> {});
    return await(beginnings.recall(vertx, "c", () -> told));
  }

  private static Presentation told() {
    Presentation told = new Presentation(NOW);
    Segment last =
        new Segment(7, "e", Duration.ZERO, Duration.ofSeconds(2), NOW, true, false, 9, List.of());
    told.published(
        new RenditionView(
            "v",
            Terms.of(TestChannel.of("c").channel()),
            List.of(last),
            4,
            Optional.empty(),
            "e",
            false));
    return told;
  }

  private void damage() throws IOException {
    Path head = folder.resolve("live/c/head.journal");
    Files.createDirectories(head.getParent());
    Files.writeString(head, "0123abcd\n{}");
  }

  @Test
  void aStoreThatFailsForAMomentIsAskedAgain() {
    failures.set(2);
    assertThat(recall(Optional.empty())).isEqualTo(new Recollection.Known(Past.NONE, false, false));
    assertThat(failures.get()).isNegative();
  }

  @Test
  void whatCouldNotBeReadIsNotTidiedAway() {
    failures.set(Integer.MAX_VALUE);
    assertThat(recall(Optional.empty()))
        .isEqualTo(new Recollection.Known(Past.lost(NOW), false, false));
  }

  @Test
  void whatIsDamagedIsTidiedAway() throws IOException {
    damage();
    assertThat(recall(Optional.empty()))
        .isEqualTo(new Recollection.Known(Past.lost(NOW), false, true));
  }

  @Test
  void whoWasToldGoesOnWithThatWhereTheStoreFails() throws IOException {
    failures.set(1);
    assertThat(recall(Optional.of(told())).past().nextNumber()).isEqualTo(8);
    damage();
    Recollection.Known known = recall(Optional.of(told()));
    assertThat(known.past().nextNumber()).isEqualTo(8);
    assertThat(known.whole()).isTrue();
  }
}
