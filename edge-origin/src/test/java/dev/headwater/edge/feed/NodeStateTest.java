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
}
