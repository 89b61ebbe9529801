package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.caching.CachingTerms;
import dev.headwater.edge.http.caching.StaleTerms;
import dev.headwater.edge.http.caching.Timing;
import dev.headwater.edge.http.caching.Vary;
import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;
import dev.headwater.edge.http.status.ForwardReason;
import dev.headwater.edge.purge.Generation;
import dev.headwater.edge.purge.PurgeNames;
import dev.headwater.edge.purge.PurgeTable;
import dev.headwater.edge.source.Provenance;
import dev.headwater.edge.stored.Content;
import dev.headwater.edge.stored.StoredHead;
import dev.headwater.edge.stored.StoredResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What those who wait for one answer are told of how it was come by. */
@Timeout(10)
class FillTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private Future<Fill.Told> join(Fill fill) {
    return Objects.requireNonNull(fill.join(vertx, FieldList.empty()), "the fill is over");
  }

  private static void answer(Fill fill) {
    FieldList fields = FieldList.empty();
    CachingTerms terms =
        CachingTerms.given(
            new ResponseHead(200, fields),
            new Timing(1_000, 1_500),
            Duration.ofMinutes(5),
            new StaleTerms(false, 0, 0));
    StoredHead head =
        StoredHead.of(
            200,
            fields,
            terms,
            Vary.of(fields).key(fields, fields),
            new Generation(PurgeNames.of("/a"), 0));
    fill.answer(
        Lookup.of(
            new StoredResponse(head, new Content.Sliced(1)),
            CacheOutcome.fetched(ForwardReason.URI_MISS, Provenance.SOURCE)));
  }

  private static boolean isCollapsed(Future<Fill.Told> told) {
    return told.await() instanceof Fill.Told.Found(Lookup found) && found.outcome().collapsed();
  }

  @Test
  void whoBeganItHasAskedForItselfAndTheOthersHaveWaited() {
    Fill fill = new Fill(PurgeTable.create(), false, true);
    Future<Fill.Told> first = join(fill);
    Future<Fill.Told> second = join(fill);
    answer(fill);

    assertThat(isCollapsed(first)).isFalse();
    assertThat(isCollapsed(second)).isTrue();
    assertThat(isCollapsed(join(fill))).isTrue();
  }

  @Test
  void whoComesToWhatRunsAheadOfAllRequestsHasWaited() {
    Fill fill = new Fill(PurgeTable.create(), false, false);
    Future<Fill.Told> first = join(fill);
    answer(fill);

    assertThat(isCollapsed(first)).isTrue();
  }
}
