package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stale, while the source is asked and where it gives no answer (RFC 5861). */
class StaleAnswersTest {
  private static final String WHILE_REVALIDATE = "max-age=60, stale-while-revalidate=30";
  private static final String IF_ERROR = "max-age=60, stale-if-error=30";
  private static final Duration STALE = Duration.ofSeconds(70);

  private final PlayedCache cache = new PlayedCache();

  @AfterEach
  void close() {
    cache.close();
  }

  private void stale(String control) {
    cache.fetched("/a", 200, "old", "Cache-Control", control, "ETag", "\"1\"");
    cache.later(STALE);
  }

  @Test
  void whileItIsRevalidatedAllGetWhatIsStaleAndTheSourceIsAskedOnce() {
    stale(WHILE_REVALIDATE);
    for (int i = 0; i < 5; i++) {
      assertThat(cache.get("/a").answer()).isEqualTo("stale old");
    }
    assertThat(cache.source.asked()).isEqualTo(2);

    cache.source.next().answer(200, "new", "Cache-Control", WHILE_REVALIDATE);

    assertThat(cache.get("/a").answer()).isEqualTo("hit new");
  }

  @Test
  void aRevalidationThatFailsLeavesWhatIsStale() {
    stale(WHILE_REVALIDATE);
    cache.get("/a");
    cache.source.next().fail(new Failure.SourceTimeout());
    assertThat(cache.get("/a").answer()).isEqualTo("stale old");
    cache.source.next().answer(304, "");
    assertThat(cache.get("/a").answer()).isEqualTo("hit old");
  }

  @Test
  void anErrorThatARevalidationBringsIsNotKept() {
    stale("max-age=60, stale-while-revalidate=30, stale-if-error=30");
    cache.get("/a");
    cache.source.next().answer(503, "busy", "Cache-Control", "max-age=60");
    assertThat(cache.get("/a").answer()).isEqualTo("stale old");
    cache.source.next().answer(200, "new", "Cache-Control", "max-age=60");
  }

  @Test
  void afterTheWindowTheSourceIsAskedFirst() {
    stale(WHILE_REVALIDATE);
    cache.later(Duration.ofSeconds(30));
    Visit visit = cache.get("/a");
    assertThat(visit.isAnswered()).isFalse();
    cache.source.next().answer(200, "new", "Cache-Control", "max-age=60");
    assertThat(visit.answer()).isEqualTo("stale new");
  }

  @Test
  void anotherTierOfOursIsNotServedStaleWhileRevalidating() {
    stale(WHILE_REVALIDATE);
    Visit tier = cache.getFromTier("/a");
    assertThat(tier.isAnswered()).isFalse();
    cache.source.next().answer(200, "new", "Cache-Control", "max-age=60");
    assertThat(tier.content()).isEqualTo("new");
  }

  @Test
  void whereTheSourceFailsWhatIsStaleIsTheAnswer() {
    stale(IF_ERROR);
    Visit first = cache.get("/a");
    Visit second = cache.get("/a");
    cache.source.next().fail(new Failure.SourceUnavailable(Duration.ofSeconds(1)));
    assertThat(first.answer()).isEqualTo("stale-if-error old");
    assertThat(second.content()).isEqualTo("old");
    assertThat(cache.source.asked()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void whatIsStaleReplacesAnError(int status) {
    stale(IF_ERROR);
    Visit visit = cache.get("/a");
    Reply error = cache.source.next();
    error.answer(status, "sorry");
    assertThat(visit.answer()).isEqualTo("stale-if-error old");
    error.assertCancelled();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 501})
  void otherErrorsAreAnswers(int status) {
    stale(IF_ERROR);
    Visit visit = cache.get("/a");
    cache.source.next().answer(status, "really", "Cache-Control", "max-age=60");
    assertThat(visit.status()).isEqualTo(status);
    assertThat(cache.get("/a").status()).isEqualTo(status);
  }

  @Test
  void aSlowSourceKeepsNobodyWaitingAndItsAnswerIsKept() {
    stale(IF_ERROR);
    Visit visit = cache.get("/a");
    assertThat(visit.isAnswered()).isFalse();
    assertThat(visit.answer()).as("in time, though nothing came").isEqualTo("stale-if-error old");
    assertThat(cache.get("/a").content()).as("at once").isEqualTo("old");

    cache.source.next().answer(200, "late", "Cache-Control", "max-age=60");

    assertThat(cache.get("/a").answer()).isEqualTo("hit late");
    assertThat(cache.source.asked()).isEqualTo(2);
  }

  @Test
  void aPrivateAnswerThatComesLateIsForNobody() {
    stale(IF_ERROR);
    assertThat(cache.get("/a").answer()).isEqualTo("stale-if-error old");
    Reply late = cache.source.next();
    late.answer(200, "private", "Cache-Control", "private");
    late.assertCancelled();
    cache.fetched("/a", 200, "new", "Cache-Control", "max-age=60");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max-age=60, must-revalidate, stale-if-error=30",
        "max-age=60, proxy-revalidate, stale-if-error=30",
        "s-maxage=60, stale-if-error=30",
        "no-cache, stale-if-error=3000"
      })
  void whatHasToBeValidatedIsNeverServedWithoutIt(String control) {
    cache.fetched("/a", 200, "old", "Cache-Control", control, "ETag", "\"1\"");
    cache.later(STALE);
    Visit visit = cache.get("/a");
    cache.source.next().fail(new Failure.SourceTimeout());
    assertThat(visit.failure()).isInstanceOf(Failure.SourceTimeout.class);
  }

  @Test
  void theNextRequestAfterAFailureAsksAgain() {
    stale(IF_ERROR);
    cache.get("/a");
    cache.source.next().fail(new Failure.SourceTimeout());
    Visit visit = cache.get("/a");
    cache.source.next().answer(304, "");
    assertThat(visit.answer()).isEqualTo("validated old");
  }

  @Test
  void aSlowSourceIsWaitedForWhereNothingAllowsWhatIsStale() {
    stale("max-age=60");
    Visit visit = cache.get("/a");
    cache.loop.passes(Duration.ofMillis(400));
    assertThat(visit.isAnswered()).as("RFC 9111, 4.2.4: slow is not disconnected").isFalse();
    cache.source.next().answer(200, "new", "Cache-Control", "max-age=60");
    assertThat(visit.answer()).isEqualTo("stale new");
  }

  @Test
  void ourOwnRefusalIsNoDisconnection() {
    stale("max-age=60");
    cache.lag.set(1_001);
    assertThat(cache.get("/a").failure()).isInstanceOf(Failure.Shed.class);
  }

  @Test
  void aHeadGetsWhatIsStaleWhereTheSourceFails() {
    stale(IF_ERROR);
    Visit head = cache.send("HEAD", "/a");
    cache.source.next().fail(new Failure.SourceTimeout());
    assertThat(head.outcome()).isEqualTo("stale-if-error");
    Visit again = cache.send("HEAD", "/a");
    cache.source.next().answer(503, "");
    assertThat(again.outcome()).isEqualTo("stale-if-error");
  }

  @Test
  void credentialsDoNotRevalidateForAll() {
    stale(WHILE_REVALIDATE);
    assertThat(cache.get("/a", "Authorization", "Basic eDp5").answer()).isEqualTo("stale old");
    assertThat(cache.source.asked()).isEqualTo(1);
    assertThat(cache.get("/a").answer()).isEqualTo("stale old");
    cache.source.next().answer(304, "");
    assertThat(cache.get("/a").answer()).isEqualTo("hit old");
  }
}
