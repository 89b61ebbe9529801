package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are for one client, or for no second time. */
class HitForMissTest {
  private final PlayedCache cache = new PlayedCache();

  @AfterEach
  void close() {
    cache.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"private", "no-store", "private, max-age=60"})
  void anUnshareableAnswerIsForTheFirstAndTheOthersAskInParallel(String control) {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      visits.add(cache.get("/a"));
    }
    assertThat(cache.source.asked()).isEqualTo(1);
    cache.source.next().answer(200, "for 0", "Cache-Control", control);
    assertThat(cache.source.asked()).as("all others at once").isEqualTo(4);
    for (int i = 1; i < 4; i++) {
      cache.source.next().answer(200, "for " + i, "Cache-Control", control);
    }

    for (int i = 0; i < 4; i++) {
      assertThat(visits.get(i).content()).isEqualTo("for " + i);
      assertThat(visits.get(i).outcome()).isEqualTo("pass");
    }
  }

  @Test
  void theNextRequestsDoNotWaitForEachOther() {
    cache.fetched("/a", 200, "mine", "Cache-Control", "private");
    Visit second = cache.get("/a");
    Visit third = cache.get("/a");
    assertThat(cache.source.asked()).isEqualTo(3);
    cache.source.next().answer(200, "second", "Cache-Control", "private");
    cache.source.next().answer(200, "third", "Cache-Control", "private");
    assertThat(second.content()).isEqualTo("second");
    assertThat(third.content()).isEqualTo("third");
  }

  @Test
  void whatCanBeSharedAgainIsWaitedForAgain() {
    cache.fetched("/a", 200, "mine", "Cache-Control", "private");
    cache.fetched("/a", 200, "ours", "Cache-Control", "max-age=1");
    assertThat(cache.get("/a").answer()).isEqualTo("hit ours");
    cache.later(Duration.ofSeconds(5));
    Visit first = cache.get("/a");
    Visit second = cache.get("/a");
    assertThat(cache.source.asked()).isEqualTo(3);
    cache.source.next().answer(200, "new", "Cache-Control", "max-age=60");
    assertThat(first.content()).isEqualTo("new");
    assertThat(second.answer()).isEqualTo("collapsed new");
  }

  @Test
  void whatHasToBeValidatedEachTimeIsKeptButNotSharedUnasked() {
    Visit first = cache.get("/a");
    Visit second = cache.get("/a");
    cache.source.next().answer(200, "one", "Cache-Control", "no-cache", "ETag", "\"1\"");
    cache.source.next().answer(200, "one", "Cache-Control", "no-cache", "ETag", "\"1\"");
    assertThat(first.content()).isEqualTo("one");
    assertThat(second.content()).isEqualTo("one");

    Visit third = cache.get("/a");
    Reply validation = cache.source.next();
    assertThat(validation.asked("If-None-Match")).isEqualTo("\"1\"");
    validation.answer(304, "");
    assertThat(third.answer()).isEqualTo("validated one");
  }

  @Test
  void anAnswerToCredentialsIsNotSharedWithWhoHasNone() {
    Visit known = cache.get("/a", "Authorization", "Basic eDp5");
    Visit unknown = cache.get("/a");
    assertThat(cache.source.asked()).isEqualTo(2);
    cache.source.next().answer(200, "secret", "Cache-Control", "max-age=60");
    cache.source.next().answer(200, "public", "Cache-Control", "max-age=60");
    assertThat(known.content()).isEqualTo("secret");
    assertThat(unknown.content()).isEqualTo("public");
    assertThat(cache.get("/a").answer()).isEqualTo("hit public");
  }

  @Test
  void aPrivateAnswerToARevalidationReachesNobodyElse() {
    cache.fetched(
        "/a",
        200,
        "ours",
        "Cache-Control",
        "max-age=1, stale-while-revalidate=60",
        "ETag",
        "\"1\"");
    cache.later(Duration.ofSeconds(5));
    Visit causes = cache.get("/a", "Cookie", "me=1");
    Visit waits = cache.get("/a");
    assertThat(causes.answer()).isEqualTo("stale ours");
    assertThat(waits.answer()).isEqualTo("stale ours");

    Reply mine = cache.source.next();
    mine.answer(200, "for me=1", "Cache-Control", "private");

    mine.assertCancelled();
    assertThat(cache.fetched("/a", 200, "new", "Cache-Control", "max-age=60").outcome())
        .isNotEqualTo("hit");
    assertThat(cache.get("/a").answer()).isEqualTo("hit new");
  }

  @Test
  void aPrivateAnswerToAValidationIsForWhoAskedAlone() {
    cache.fetched("/a", 200, "ours", "Cache-Control", "max-age=1", "ETag", "\"1\"");
    cache.later(Duration.ofSeconds(5));
    Visit first = cache.get("/a");
    Visit second = cache.get("/a");
    cache.source.next().answer(200, "for the first", "Cache-Control", "private");
    cache.source.next().answer(200, "for the second", "Cache-Control", "private");
    assertThat(first.content()).isEqualTo("for the first");
    assertThat(second.content()).isEqualTo("for the second");
  }

  @Test
  void aPassingAnswerHasTheSourceWaitForASlowClient() {
    Visit slow = cache.get("/a").holds();
    Reply reply = cache.source.next().head(200, "Cache-Control", "private");
    byte[] part = new byte[300_000];
    for (int i = 0; i < 4; i++) {
      reply.send(part);
    }
    assertThat(reply.isFlowing()).isFalse();
    reply.send(part).end();
    slow.readsOn();
    assertThat(slow.bytes()).hasSize(1_500_000);
  }

  @Test
  void aPassingAnswerThatNobodyReadsIsGivenUp() {
    Visit gone = cache.get("/a");
    Reply reply = cache.source.next().head(200, "Cache-Control", "private").send("some");
    gone.leaves();
    reply.assertCancelled();
  }

  @Test
  void anAnswerOfUnknownLengthThatIsTooLargeToKeepIsHandedOnAsItComes() {
    Visit first = cache.get("/a");
    Visit second = cache.get("/a");
    Reply reply = cache.source.next().head(200, "Cache-Control", "max-age=60");
    byte[] part = new byte[400_000];
    for (int i = 0; i < 6; i++) {
      reply.send(part);
    }
    reply.end();

    assertThat(first.bytes()).hasSize(2_400_000);
    assertThat(second.bytes()).hasSize(2_400_000);
    Visit third = cache.get("/a");
    Visit fourth = cache.get("/a");
    assertThat(cache.source.asked()).as("not waited for").isEqualTo(3);
    cache.source.next().answer(200, "small", "Cache-Control", "max-age=60");
    cache.source.next().answer(200, "small", "Cache-Control", "max-age=60");
    assertThat(third.content()).isEqualTo("small");
    assertThat(fourth.content()).isEqualTo("small");
  }

  @Test
  void whoComesOnceAnAnswerHasTurnedOutTooLargeToKeepDoesNotWaitForIt() {
    Visit first = cache.get("/a");
    Reply large = tooLarge(cache.source.next());
    Visit late = cache.get("/a");
    Visit later = cache.get("/a");
    assertThat(cache.source.asked()).isEqualTo(3);
    tooLarge(cache.source.next()).end();
    tooLarge(cache.source.next()).end();
    large.end();

    assertThat(first.bytes()).hasSize(2_400_000);
    assertThat(late.bytes()).hasSize(2_400_000);
    assertThat(later.bytes()).hasSize(2_400_000);
  }

  private static Reply tooLarge(Reply reply) {
    reply.head(200, "Cache-Control", "max-age=60");
    for (int i = 0; i < 6; i++) {
      reply.send(new byte[400_000]);
    }
    return reply;
  }

  @Test
  void whoIsToldOfItWhenItsFirstBytesHavePassedAsksAlone() {
    Visit first = cache.get("/a");
    Visit second = cache.get("/a");
    Reply all = cache.source.next();
    for (int i = 0; i < 6; i++) {
      all.send(new byte[400_000]); // before anyone is told
    }
    all.head(200, "Cache-Control", "max-age=60").end();

    cache.source.next().answer(200, "again", "Cache-Control", "max-age=60");
    assertThat(first.bytes()).hasSize(2_400_000);
    assertThat(second.content()).isEqualTo("again");
  }

  @Test
  void anAnswerThatTurnsOutTooLargeToKeepIsGivenUpWhereAllHaveLeft() {
    Visit gone = cache.get("/a");
    Reply reply = cache.source.next().head(200, "Cache-Control", "max-age=60").send("some");
    gone.leaves();
    for (int i = 0; i < 3; i++) {
      reply.send(new byte[400_000]);
    }
    reply.assertCancelled();
    assertThat(cache.shared.fills().count()).isZero();
  }

  @Test
  void anAnswerThatWouldPassIsRefusedWhereThereIsNoMemoryForIt() {
    List<Reply> arriving = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      cache.get("/" + i);
      arriving.add(
          cache
              .source
              .next()
              .head(200, "Cache-Control", "max-age=60", "Content-Length", "1048576"));
    }
    Visit visit = cache.get("/more");
    Reply reply = cache.source.next().head(200, "Cache-Control", "private");

    assertThat(visit.failure()).isInstanceOf(Failure.Shed.class);
    reply.assertCancelled();
    arriving.forEach(Reply::cut);
  }

  /** RFC 9110, sections 15.3.7 and 15.4.5. */
  @ParameterizedTest
  @CsvSource({
    "304, ''",
    "206, 'bytes 0-2/10'",
  })
  void whatNobodyAskedForIsAFailureOnEveryWay(int status, String contentRange) {
    cache.fetched("/a", 200, "mine", "Cache-Control", "no-store");
    for (Visit visit :
        List.of(
            cache.get("/a"),
            cache.get("/b", "Authorization", "Basic eDp5"),
            cache.get("/c", "Cache-Control", "no-store"),
            cache.send("HEAD", "/d"))) {
      cache
          .source
          .next()
          .answer(status, "abc", "Cache-Control", "max-age=60", "Content-Range", contentRange);
      assertThat(visit.failure()).isInstanceOf(Failure.SourceMalformed.class);
    }
  }

  @Test
  void onlyIfCachedHoldsForWhatWouldPassToo() {
    assertThat(cache.send("POST", "/a", "Cache-Control", "only-if-cached").failure())
        .isInstanceOf(Failure.OnlyIfCached.class);
    assertThat(cache.source.asked()).isZero();
  }
}
