package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.TestChannel;
import dev.headwater.edge.live.journal.Journals;
import dev.headwater.edge.peer.Owner;
import dev.headwater.edge.protection.ChannelKeys;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.store.DirectoryStore;
import dev.headwater.platform.store.ObjectStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel that another node takes while this one reads its past. */
class LiveChannelsTest {
  private static final Channel CHANNEL = TestChannel.of("c").channel();
  private static final Owner OTHER = new Owner.Other("10.0.0.2:9");

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Context home = vertx.getOrCreateContext();
  private final Promise<Void> read = Promise.promise();
  private final List<Runnable> lost = new ArrayList<>();
  private LiveChannels channels;

  @BeforeEach
  void start() {
    ObjectStore store = await(DirectoryStore.open(vertx, folder));
    ObjectStore late = new LateStore(store, read.future(), new AtomicInteger());
    ChannelTable table = new ChannelTable();
    table.apply(CHANNEL);
    channels =
        new LiveChannels(
            new LiveChannels.Parts(
                table,
                new Archive(Optional.of(late), Duration.ZERO),
                new Journals(Optional.of(late)),
                new ChannelKeys(new Envelope(List.of())),
                new ChannelTerms(3)),
            "me",
            Duration.ofMinutes(5),
            InstantSource.system());
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  void whatIsLostWhileItsPastIsReadIsTheOtherNodes() {
    channels
        .tenures()
        .join((_, told) -> {
          lost.add(told);
          return Future.succeededFuture(
              lost.size() > 1 ? OTHER : new Owner.Here(new ScriptedTenure()));
        });
    Future<LiveChannels.Home> begun = channels.begin(CHANNEL, home);
    lost.getFirst().run();
    read.complete();
    assertThat(await(begun)).isEqualTo(new LiveChannels.Home.Elsewhere("10.0.0.2:9"));
    assertThat(channels.begun("c")).isEmpty();
    assertThat(channels.tenures().channels()).isEmpty();
  }

  @Test
  void aNodeThatStopsTakesNoneAnyMore() {
    channels.tenures().join((_, _) -> Future.succeededFuture(new Owner.Here(new ScriptedTenure())));
    Future<LiveChannels.Home> begun = channels.begin(CHANNEL, home);
    await(channels.close());
    read.complete();
    assertThat(await(begun)).isEqualTo(new LiveChannels.Home.Leaving());
    assertThat(channels.begun("c")).isEmpty();
  }
}
