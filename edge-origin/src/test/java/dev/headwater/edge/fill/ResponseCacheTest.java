package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One request to the source for all who ask, and what each of them gets. */
class ResponseCacheTest {
  private static final String MINUTE = "max-age=60";

  private final PlayedCache cache = new PlayedCache();

  @AfterEach
  void close() {
    cache.close();
  }

  @Test
  void aMissIsFetchedOnceAndThenAHit() {
    assertThat(cache.fetched("/a", 200, "one", "Cache-Control", MINUTE).outcome())
        .isEqualTo("uri-miss");
    assertThat(cache.get("/a").answer()).isEqualTo("hit one");
    assertThat(cache.source.asked()).isEqualTo(1);
  }

  @Test
  void aHeadIsAnsweredFromAStoredGet() {
    cache.fetched("/a", 200, "one", "Cache-Control", MINUTE);
    assertThat(cache.send("HEAD", "/a").outcome()).isEqualTo("hit");
  }

  @Test
  void concurrentRequestsAreOneRequestToTheSource() {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      visits.add(cache.get("/a"));
    }
    assertThat(cache.source.asked()).isEqualTo(1);

    cache.source.next().answer(200, "one", "Cache-Control", MINUTE);

    assertThat(visits).allSatisfy(visit -> assertThat(visit.content()).isEqualTo("one"));
    assertThat(visits.getFirst().outcome()).isEqualTo("uri-miss");
    assertThat(visits.subList(1, 100))
        .allSatisfy(visit -> assertThat(visit.outcome()).isEqualTo("collapsed"));
    assertThat(cache.source.asked()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 410})
  void anAnswerWithoutContentIsSharedToo(int status) {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      visits.add(cache.get("/a"));
    }

    cache.source.next().answer(status, "", "Cache-Control", MINUTE);

    assertThat(visits).allSatisfy(visit -> assertThat(visit.status()).isEqualTo(status));
    assertThat(cache.get("/a").outcome()).isEqualTo("hit");
    assertThat(cache.source.asked()).isEqualTo(1);
  }

  @Test
  void aLateJoinerGetsWhatIsHereAndThenTheRest() {
    Visit first = cache.get("/a");
    Reply reply = cache.source.next().head(200, "Cache-Control", MINUTE, "Content-Length", "10");
    reply.send("01234");
    Visit late = cache.get("/a");

    assertThat(late.soFar()).isEqualTo("01234");
    assertThat(late.outcome()).isEqualTo("collapsed");
    reply.send("567");
    assertThat(late.soFar()).isEqualTo("01234567");
    reply.send("89").end();

    assertThat(late.content()).isEqualTo("0123456789");
    assertThat(first.content()).isEqualTo("0123456789");
    assertThat(cache.source.asked()).isEqualTo(1);
  }

  @Test
  void howLongASourceMayStandStillIsItsOwnAffair() {
    Visit visit = cache.get("/a");
    Reply reply = cache.source.next().head(200, "Cache-Control", MINUTE, "Content-Length", "4");
    TestLoop.await(
        cache
            .loop
            .vertx
            .timer(10_500, TimeUnit.MILLISECONDS)
            .toCompletionStage()
            .toCompletableFuture());
    reply.send("late").end();
    assertThat(visit.content()).isEqualTo("late");
  }

  @Test
  void aFillSurvivesItsFirstClient() {
    Visit first = cache.get("/a");
    Reply reply = cache.source.next().head(200, "Cache-Control", MINUTE).send("ab");
    Visit second = cache.get("/a");
    first.leaves();
    reply.send("cd").end();

    assertThat(second.content()).isEqualTo("abcd");
    assertThat(cache.get("/a").answer()).isEqualTo("hit abcd");
  }

  @Test
  void aFillThatAllHaveLeftIsFinishedAndKept() {
    Visit only = cache.get("/a");
    Reply reply = cache.source.next().head(200, "Cache-Control", MINUTE).send("ab");
    only.leaves();
    reply.send("cd").end();

    assertThat(cache.get("/a").answer()).isEqualTo("hit abcd");
  }

  @Test
  void aFailedFillFailsAllWhoWait() {
    List<Visit> visits = List.of(cache.get("/a"), cache.get("/a"), cache.get("/a"));

    cache.source.next().fail(new Failure.SourceTimeout());

    assertThat(visits)
        .allSatisfy(visit -> assertThat(visit.failure()).isInstanceOf(Failure.SourceTimeout.class));
    assertThat(cache.source.asked()).as("nobody tries again").isEqualTo(1);
  }

  @Test
  void afterAFailureTheNextRequestAsksAgain() {
    cache.get("/a");
    cache.source.next().fail(new Failure.SourceTimeout());
    assertThat(cache.fetched("/a", 200, "one", "Cache-Control", MINUTE).outcome())
        .isEqualTo("uri-miss");
  }

  @Test
  void contentThatIsCutFailsItsReadersAndIsNotKept() {
    Visit first = cache.get("/a");
    Visit second = cache.get("/a");
    Reply reply = cache.source.next().head(200, "Cache-Control", MINUTE).send("half");

    reply.cut();

    assertThat(first.failure()).isInstanceOf(Failure.SourceMalformed.class);
    assertThat(second.failure()).isInstanceOf(Failure.SourceMalformed.class);
    assertThat(second.soFar()).isEqualTo("half");
    assertThat(cache.fetched("/a", 200, "whole", "Cache-Control", MINUTE).outcome())
        .isEqualTo("uri-miss");
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "far too long"})
  void contentOfAnotherLengthThanAnnouncedIsNotKept(String content) {
    Visit visit = cache.get("/a");
    cache
        .source
        .next()
        .head(200, "Cache-Control", MINUTE, "Content-Length", "8")
        .send(content)
        .end();

    assertThat(visit.failure()).isInstanceOf(Failure.SourceMalformed.class);
    cache.fetched("/a", 200, "complete", "Cache-Control", MINUTE);
  }

  @Test
  void whoSelectsAnotherVariantThanWhatCameAsksAlone() {
    Visit german = cache.get("/a", "X-Own", "1");
    Visit english = cache.get("/a", "X-Own", "2");
    assertThat(cache.source.asked()).isEqualTo(1);

    cache.source.next().answer(200, "eins", "Cache-Control", MINUTE, "Vary", "X-Own");
    cache.source.next().answer(200, "two", "Cache-Control", MINUTE, "Vary", "X-Own");

    assertThat(german.content()).isEqualTo("eins");
    assertThat(english.content()).isEqualTo("two");
    assertThat(cache.get("/a", "X-Own", "1").answer()).isEqualTo("hit eins");
    assertThat(cache.get("/a", "X-Own", "2").answer()).isEqualTo("hit two");
    assertThat(cache.get("/b").isAnswered()).isFalse();
    cache.source.next().answer(200, "");
  }

  @Test
  void variantsThatAreKnownDoNotWaitForEachOther() {
    cache.get("/a", "X-Own", "1");
    cache.source.next().answer(200, "one", "Cache-Control", MINUTE, "Vary", "X-Own");
    Visit second = cache.get("/a", "X-Own", "2");
    Visit third = cache.get("/a", "X-Own", "3");
    Visit third2 = cache.get("/a", "X-Own", "3");
    assertThat(cache.source.asked()).isEqualTo(3);

    cache.source.next().answer(200, "two", "Cache-Control", MINUTE, "Vary", "X-Own");
    cache.source.next().answer(200, "three", "Cache-Control", MINUTE, "Vary", "X-Own");

    assertThat(second.answer()).isEqualTo("vary-miss two");
    assertThat(third.answer()).isEqualTo("vary-miss three");
    assertThat(third2.answer()).isEqualTo("collapsed three");
  }

  @Test
  void onlyIfCachedNeverAsksTheSource() {
    assertThat(cache.get("/a", "Cache-Control", "only-if-cached").failure())
        .isInstanceOf(Failure.OnlyIfCached.class);
    cache.fetched("/a", 200, "one", "Cache-Control", MINUTE);
    assertThat(cache.get("/a", "Cache-Control", "only-if-cached").answer()).isEqualTo("hit one");
    cache.later(Duration.ofMinutes(2));
    assertThat(cache.get("/a", "Cache-Control", "only-if-cached").failure())
        .isInstanceOf(Failure.OnlyIfCached.class);
    assertThat(cache.source.asked()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OWN"})
  void anUnsafeMethodInvalidatesWhatIsStored(String method) {
    cache.fetched("/a", 200, "one", "Cache-Control", MINUTE);
    Visit unsafe = cache.send(method, "/a");
    cache.source.next().answer(204, "");
    assertThat(unsafe.status()).isEqualTo(204);
    assertThat(cache.fetched("/a", 200, "two", "Cache-Control", MINUTE).outcome())
        .isEqualTo("uri-miss");
  }

  @Test
  void anUnsafeMethodThatFailedInvalidatesNothing() {
    cache.fetched("/a", 200, "one", "Cache-Control", MINUTE);
    cache.send("POST", "/a");
    cache.source.next().answer(500, "no");
    assertThat(cache.get("/a").answer()).isEqualTo("hit one");
  }

  @Test
  void aLateEventLoopRefusesFillsButServesWhatItHas() {
    cache.fetched("/a", 200, "one", "Cache-Control", MINUTE + ", stale-if-error=60");
    cache.lag.set(1_001);
    assertThat(cache.get("/a").answer()).isEqualTo("hit one");
    assertThat(cache.get("/b").failure()).isInstanceOf(Failure.Shed.class);
    cache.later(Duration.ofSeconds(70));
    assertThat(cache.get("/a").answer()).isEqualTo("stale-if-error one");
    assertThat(cache.source.asked()).isEqualTo(1);
  }

  @Test
  void contentForWhichThereIsNoMemoryIsRefused() {
    List<Visit> readers = new ArrayList<>();
    List<Reply> arriving = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      readers.add(cache.get("/" + i));
      arriving.add(
          cache.source.next().head(200, "Cache-Control", MINUTE, "Content-Length", "1048576"));
    }
    Visit tooMuch = cache.get("/more");
    Reply refused =
        cache.source.next().head(200, "Cache-Control", MINUTE, "Content-Length", "1048576");

    assertThat(tooMuch.failure()).isInstanceOf(Failure.Shed.class);
    refused.assertCancelled();
    arriving.forEach(Reply::cut);
    assertThat(readers)
        .allSatisfy(
            reader -> assertThat(reader.failure()).isInstanceOf(Failure.SourceMalformed.class));
  }

  @Test
  void contentOfUnknownLengthThatOutgrowsTheMemoryIsHandedOnAsItIsRead() {
    List<Reply> arriving = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      cache.get("/" + i);
      String length = i < 7 ? "1048576" : "600000"; // which leaves less than half a mebibyte
      arriving.add(
          cache.source.next().head(200, "Cache-Control", MINUTE, "Content-Length", length));
    }
    Visit slow = cache.get("/more").holds();
    Reply large = cache.source.next().head(200, "Cache-Control", MINUTE);
    while (large.isFlowing()) {
      large.send(new byte[100_000]);
    }
    large.send("the end").end();
    assertThat(cache.get("/more").isAnswered()).as("it can't be joined").isFalse();
    cache.source.next().answer(503, "");
    slow.readsOn();

    assertThat(slow.content()).endsWith("the end");
    arriving.forEach(Reply::cut);
  }

  @Test
  void whoSelectAnotherVariantThanWhatCameWaitForEachOther() {
    cache.get("/a", "X-Own", "1");
    List<Visit> others = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      others.add(cache.get("/a", "X-Own", "2"));
    }
    Reply first =
        cache
            .source
            .next()
            .head(200, "Cache-Control", MINUTE, "Vary", "X-Own", "Content-Length", "3");
    Reply second = cache.source.next();
    assertThat(cache.source.asked()).as("one for each variant").isEqualTo(2);
    second.answer(200, "two", "Cache-Control", MINUTE, "Vary", "X-Own");
    assertThat(others).allSatisfy(visit -> assertThat(visit.content()).isEqualTo("two"));
    first.send("one").end();
  }

  @Test
  void aLateEventLoopRefusesWhatWouldPass() {
    cache.lag.set(1_001);
    assertThat(cache.get("/a", "Authorization", "Basic eDp5").failure())
        .isInstanceOf(Failure.Shed.class);
    assertThat(cache.source.asked()).isZero();
  }
}
