package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.TestChannel;
import dev.headwater.edge.live.journal.ScriptedStore;
import dev.headwater.edge.peer.Owner;
import dev.headwater.edge.protection.ChannelKeys;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.settings.Settings;
import dev.headwater.platform.settings.SettingsSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LiveNodeTest {
  private static final Channel CHANNEL = TestChannel.of("c").channel();

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedStore store = new ScriptedStore();
  private final ScriptedTenure tenure = new ScriptedTenure();
  private final ChannelTable table = new ChannelTable();
  private final LiveNode node =
      new LiveNode(
          Settings.bind(LiveSettings.class, List.of(SettingsSource.of("test", Map.of()))),
          table,
          Optional.of(store),
          new ChannelKeys(new Envelope(List.of())),
          "me",
          InstantSource.system());

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Test
  @Timeout(30)
  void itsChannelsAreItsOwnUntilAllIsWritten() {
    table.apply(CHANNEL);
    node.channels().tenures().join((_, _) -> Future.succeededFuture(new Owner.Here(tenure)));
    String deployment = await(vertx.deployVerticle(node));
    var begun =
        (LiveChannels.Home.Here) await(node.channels().begin(CHANNEL, vertx.getOrCreateContext()));
    await(begun.live().end());
    assertThat(store.waiting()).as("the head of its journal").isEqualTo(1);
    Future<Void> stopped = vertx.undeploy(deployment);
    while (node.channels().count() > 0) {
      Thread.onSpinWait();
    }
    assertThat(tenure.givenUp).isFalse();
    store.take();
    await(stopped);
    assertThat(tenure.givenUp).isTrue();
  }
}
