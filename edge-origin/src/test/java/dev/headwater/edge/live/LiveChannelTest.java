package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.TestChannel;
import dev.headwater.edge.live.journal.JournalWriter;
import dev.headwater.edge.live.journal.Journals;
import dev.headwater.edge.live.journal.ScriptedStore;
import dev.headwater.edge.live.timeline.Input;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.Slate;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.protection.Protection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A channel of a node that was stopped, which another node has taken meanwhile. */
class LiveChannelTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedStore store = new ScriptedStore();
  private final ScriptedTenure tenure = new ScriptedTenure();
  private final LiveChannel channel = channel();

  private LiveChannel channel() {
    Archive archive = new Archive(Optional.of(store), Duration.ZERO);
    Optional<JournalWriter> journal = new Journals(Optional.of(store)).writer("c", Past.NONE);
    return new LiveChannel(
        vertx.getOrCreateContext(),
        Past.NONE,
        NOW,
        InstantSource.fixed(NOW),
        () -> Slate.NONE,
        (shown, followers) ->
            Timelines.of(
                Terms.of(TestChannel.of("c").channel()),
                Instant::toString,
                Past.NONE,
                new Published("c", shown, followers, archive, journal, (_, _) -> {}),
                Protection.NONE));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void whatIsOverIsWrittenDown() {
    await(channel.end());
    assertThat(store.waiting()).isEqualTo(1);
  }

  @Test
  void whoHasLostItWritesNothingDownWhenItGoesOn() {
    channel.ownedBy(tenure);
    tenure.sure = false;
    Future<Void> ended = channel.end();
    await(channel.close());
    tenure.settled.complete();
    await(ended);
    assertThat(store.waiting()).isZero();
  }

  @Test
  void anEncoderThatIsCutOffMeanwhileIsLookedAtWhenItIsKnownWhoOwnsIt() {
    channel.ownedBy(tenure);
    tenure.sure = false;
    Future<Void> failed = channel.failed(Input.PRIMARY, NOW);
    await(channel.close());
    assertThat(failed.isComplete()).isFalse();
    tenure.settled.complete();
    await(failed);
  }
}
