package dev.headwater.edge.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.admission.PublicationFacts;
import dev.headwater.edge.live.ChannelTable;
import dev.headwater.edge.purge.PurgeNames;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.purge.Validity;
import dev.headwater.edge.telemetry.FeedMeters;
import dev.headwater.edge.tier.MemoryTier;
import dev.headwater.edge.token.TokenSettings;
import dev.headwater.edge.token.TokenTable;
import dev.headwater.platform.channel.Channel;
import dev.headwater.platform.channel.Latency;
import dev.headwater.platform.channel.OnStale;
import dev.headwater.platform.feed.ChannelChange;
import dev.headwater.platform.feed.FeedChange.PublicationChanged;
import dev.headwater.platform.feed.FeedEntry;
import dev.headwater.platform.publication.Publication;
import dev.headwater.platform.publication.Publication.State;
import dev.headwater.platform.publication.Publication.Visibility;
import dev.headwater.platform.runtime.MonotonicClock;
import dev.headwater.platform.sealing.Envelope;
import dev.headwater.platform.settings.DataSize;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeStateTest {
  private final PurgeTable purges = PurgeTable.create();
  private final MemoryTier memory = new MemoryTier(DataSize.ofMebibytes(8), purges, () -> 0);
  private final NodeState edge =
      new NodeState(
          purges,
          new PublicationFacts.Table(MonotonicClock.system()),
          new TokenTable(
              new TokenSettings(List.of(), Duration.ofSeconds(10), Duration.ofHours(6)),
              new Envelope(List.of())),
          new ChannelTable(),
          memory,
          new FeedMeters(new SimpleMeterRegistry()),
          true);

  @AfterEach
  void close() {
    memory.close();
  }

  @Test
  void atAnEdgeAPublicationThatChangedIsGoneUnderItsPathWhateverTagsThePolicyGives() {
    Publication closed = Publication.of("t1", "e1", Visibility.PRIVATE, State.PUBLISHED);
    edge.apply(
        new Cursor.Step.Apply(
            List.of(new FeedEntry(1, new PublicationChanged(closed))),
            0,
            new Cursor("h", 1, false)));
    assertThat(purges.validity(PurgeNames.of("/vod/t1/e1/v/1.m4s"), 0)).isEqualTo(Validity.GONE);
    assertThat(purges.validity(PurgeNames.of("/vod/t1/e12/v/1.m4s"), 0)).isEqualTo(Validity.VALID);
  }

  @Test
  void atAnEdgeAChannelIsGoneOnceOthersMayHaveIt() {
    say(1, channel(Visibility.PUBLIC, true));
    assertThat(live(1)).isEqualTo(Validity.VALID);
    say(2, channel(Visibility.PUBLIC, true)); // its name, or its stream key
    assertThat(live(1)).isEqualTo(Validity.VALID);
    say(3, channel(Visibility.PRIVATE, true));
    assertThat(live(2)).isEqualTo(Validity.GONE);
    assertThat(purges.validity(PurgeNames.of("/live/c12/v/e-1.m4s"), 0)).isEqualTo(Validity.VALID);
    assertThat(live(3)).isEqualTo(Validity.VALID);
    say(4, channel(Visibility.PRIVATE, false));
    assertThat(live(3)).isEqualTo(Validity.GONE);
  }

  /** A node that begins anew doesn't know who could have it when that was stored. */
  @Test
  void whatWasStoredBeforeTheFirstWordOnAChannelIsGone() {
    say(1, channel(Visibility.PRIVATE, true));
    assertThat(live(0)).isEqualTo(Validity.GONE);
  }

  private Validity live(long sequence) {
    return purges.validity(PurgeNames.of("/live/c1/v/e-1.m4s"), sequence);
  }

  private static Channel channel(Visibility visibility, boolean open) {
    return new Channel(
        "c1",
        visibility,
        Latency.STANDARD,
        Duration.ZERO,
        OnStale.HOLD,
        "0".repeat(64),
        open,
        Optional.empty(),
        Optional.empty());
  }

  private void say(long sequence, Channel channel) {
    edge.apply(
        new Cursor.Step.Apply(
            List.of(new FeedEntry(sequence, new ChannelChange(channel))),
            0,
            new Cursor("h", sequence, false)));
  }
}
