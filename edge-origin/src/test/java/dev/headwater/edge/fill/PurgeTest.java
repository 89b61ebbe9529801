package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import dev.headwater.platform.feed.FeedChange.Purge;
import dev.headwater.platform.feed.FeedChange.Purge.Mode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What purges do to what is stored, on its way, and waited for. */
class PurgeTest {
  private static final String FRESH = "max-age=3600";
  private static final String WITH_STALE =
      "max-age=3600, stale-while-revalidate=600, stale-if-error=600";

  private final PlayedCache cache = new PlayedCache();
  private long sequence;

  @AfterEach
  void close() {
    cache.close();
  }

  private void purge(Mode mode, String tag) {
    cache.purges.add(new Purge("u", mode, List.of(tag), List.of(), List.of()), ++sequence);
    cache.purges.advance(sequence);
  }

  private void stored(String content) {
    cache.fetched(
        "/a",
        200,
        content,
        "Cache-Control",
        FRESH,
        "Cache-Tag",
        "other,one",
        "ETag",
        "\"" + content + "\"");
  }

  @Test
  void whatWasPurgedHardIsFetchedAgain() {
    stored("old");
    purge(Mode.HARD, "one");
    Visit visit = cache.get("/a");
    cache.source.next().answer(200, "new", "Cache-Control", FRESH, "Cache-Tag", "one");
    assertThat(visit.answer()).isEqualTo("uri-miss new");
    assertThat(cache.get("/a").answer()).isEqualTo("hit new");
  }

  @Test
  void whatAnotherPurgeNamesStays() {
    stored("old");
    purge(Mode.HARD, "two");
    assertThat(cache.get("/a").answer()).isEqualTo("hit old");
    purge(Mode.SOFT, "two");
    assertThat(cache.get("/a").answer()).isEqualTo("hit old");
  }

  @Test
  void whatWasPurgedSoftIsValidated() {
    stored("old");
    purge(Mode.SOFT, "one");
    Visit visit = cache.get("/a");
    Reply reply = cache.source.next();
    assertThat(reply.asked("If-None-Match")).isEqualTo("\"old\"");
    reply.answer(304, "", "ETag", "\"old\"", "Cache-Control", FRESH);
    assertThat(visit.content()).isEqualTo("old");
    assertThat(cache.get("/a").answer()).isEqualTo("hit old");
  }

  @Test
  void whatWasPurgedSoftIsServedWhileItIsRevalidated() {
    cache.fetched("/a", 200, "old", "Cache-Control", WITH_STALE, "Cache-Tag", "one");
    purge(Mode.SOFT, "one");
    assertThat(cache.get("/a").content()).isEqualTo("old");
    cache.source.next().answer(200, "new", "Cache-Control", WITH_STALE, "Cache-Tag", "one");
    cache.loop.settle();
    assertThat(cache.get("/a").answer()).isEqualTo("hit new");
  }

  @Test
  void whatWasPurgedHardIsNotServedStaleWhateverHappens() {
    cache.fetched("/a", 200, "old", "Cache-Control", WITH_STALE, "Cache-Tag", "one");
    purge(Mode.SOFT, "one");
    Visit before = cache.get("/a");
    assertThat(before.content()).isEqualTo("old");
    Reply revalidation = cache.source.next();
    purge(Mode.HARD, "one");
    Visit after = cache.get("/a");
    revalidation.fail(new Failure.SourceTimeout());
    Reply second = cache.source.next();
    second.fail(new Failure.SourceTimeout());
    assertThat(after.failure()).isInstanceOf(Failure.SourceTimeout.class);
  }

  @Test
  void whatWasAskedForBeforeThePurgeIsAskedForAgain() {
    Visit visit = cache.get("/a");
    Reply early = cache.source.next();
    purge(Mode.HARD, "one");
    early.answer(200, "old", "Cache-Control", FRESH, "Cache-Tag", "one");
    cache.source.next().answer(200, "new", "Cache-Control", FRESH, "Cache-Tag", "one");
    assertThat(visit.content()).isEqualTo("new");
    assertThat(cache.get("/a").answer()).isEqualTo("hit new");
  }

  @Test
  void nobodyJoinsAFillWhoseContentWasPurgedWhileItArrives() {
    Visit first = cache.get("/a");
    Reply early = cache.source.next();
    early.head(200, "Cache-Control", FRESH, "Cache-Tag", "one", "Content-Length", "6");
    early.send("old");
    assertThat(first.soFar()).isEqualTo("old");
    purge(Mode.HARD, "one");
    Visit second = cache.get("/a");
    cache.source.next().answer(200, "new", "Cache-Control", FRESH, "Cache-Tag", "one");
    assertThat(second.content()).isEqualTo("new");
    early.send("old");
    early.end();
    assertThat(first.content()).isEqualTo("oldold");
    assertThat(cache.get("/a").answer()).isEqualTo("hit new");
  }

  @Test
  void aTierThatIsBehindIsAskedUntilItKnows() {
    purge(Mode.HARD, "one");
    Visit visit = cache.get("/a");
    cache.source.next().bearing(0).answer(200, "old", "Cache-Control", FRESH, "Cache-Tag", "one");
    cache.source.next().bearing(0).answer(200, "old", "Cache-Control", FRESH, "Cache-Tag", "one");
    cache.source.next().bearing(1).answer(200, "new", "Cache-Control", FRESH, "Cache-Tag", "one");
    assertThat(visit.content()).isEqualTo("new");
    assertThat(cache.get("/a").answer()).isEqualTo("hit new");
  }

  @Test
  void aTierThatStaysBehindGivesNoAnswer() {
    purge(Mode.HARD, "one");
    Visit visit = cache.get("/a");
    for (int asked = 0; asked < 7; asked++) {
      cache.source.next().bearing(0).answer(200, "old", "Cache-Control", FRESH, "Cache-Tag", "one");
    }
    assertThat(visit.failure()).isInstanceOf(Failure.SourceUnavailable.class);
    assertThat(cache.source.asked()).isEqualTo(7);
  }

  @Test
  void whatIsBehindBearsItsOwnSequence() {
    purge(Mode.HARD, "two");
    Visit visit = cache.get("/a");
    cache.source.next().bearing(0).answer(200, "old", "Cache-Control", FRESH, "Cache-Tag", "one");
    assertThat(visit.content()).isEqualTo("old");
    assertThat(cache.get("/a").answer()).isEqualTo("hit old");
  }
}
