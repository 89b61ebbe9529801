package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asking the source whether what is stored still holds (RFC 9111, section 4.3). */
class ValidationOfStoredTest {
  private static final String LAST_MODIFIED = "Tue, 14 Nov 2023 10:00:00 GMT";

  private final PlayedCache cache = new PlayedCache();

  @AfterEach
  void close() {
    cache.close();
  }

  private void store() {
    cache.fetched(
        "/a",
        200,
        "one",
        "Cache-Control",
        "max-age=60",
        "ETag",
        "\"1\"",
        "Last-Modified",
        LAST_MODIFIED,
        "X-Own",
        "before");
  }

  @Test
  void theSourceIsAskedWithTheValidatorsAndNoneOfTheClients() {
    store();
    cache.later(Duration.ofSeconds(70));
    cache.get("/a", "If-None-Match", "\"other\"", "If-Modified-Since", LAST_MODIFIED);
    Reply reply = cache.source.next();
    assertThat(reply.asked("If-None-Match")).isEqualTo("\"1\"");
    assertThat(reply.asked("If-Modified-Since")).isEqualTo(LAST_MODIFIED);
    reply.answer(304, "");
  }

  @Test
  void aNotModifiedUpdatesFieldsAndLifetimeForAllWhoWait() {
    store();
    cache.later(Duration.ofSeconds(70));
    Visit first = cache.get("/a");
    Visit second = cache.get("/a");
    cache.source.next().answer(304, "", "Cache-Control", "max-age=600", "X-Own", "after");

    assertThat(first.answer()).isEqualTo("validated one");
    assertThat(first.field("X-Own")).isEqualTo("after");
    assertThat(second.answer()).isEqualTo("collapsed one");
    cache.later(Duration.ofSeconds(590));
    assertThat(cache.get("/a").answer()).isEqualTo("hit one");
  }

  @Test
  void somethingNewerReplacesWhatIsStale() {
    store();
    cache.later(Duration.ofSeconds(70));
    Visit visit = cache.get("/a");
    cache.source.next().answer(200, "two", "Cache-Control", "max-age=60", "ETag", "\"2\"");
    assertThat(visit.answer()).isEqualTo("stale two");
    assertThat(cache.get("/a").answer()).isEqualTo("hit two");
  }

  @Test
  void aNotModifiedThatNobodyAskedForIsAFailureAndNotKept() {
    Visit visit = cache.get("/a");
    cache.source.next().answer(304, "", "Cache-Control", "max-age=60", "ETag", "\"1\"");
    assertThat(visit.failure()).isInstanceOf(Failure.SourceMalformed.class);
    cache.fetched("/a", 200, "one", "Cache-Control", "max-age=60");
  }

  @Test
  void aReloadIsValidatedThoughItIsFresh() {
    store();
    Visit visit = cache.get("/a", "Cache-Control", "no-cache");
    Reply reply = cache.source.next();
    assertThat(reply.asked("If-None-Match")).isEqualTo("\"1\"");
    reply.answer(304, "");
    assertThat(visit.answer()).isEqualTo("validated one");
  }

  @Test
  void aHeadThatAgreesFreshensWhatIsStored() {
    store();
    cache.later(Duration.ofSeconds(70));
    Visit head = cache.send("HEAD", "/a");
    Reply reply = cache.source.next();
    assertThat(reply.method()).isEqualTo("HEAD");
    reply.head(200, "Cache-Control", "max-age=60", "ETag", "\"1\"", "X-Own", "after").end();

    assertThat(head.status()).isEqualTo(200);
    Visit get = cache.get("/a");
    assertThat(get.answer()).isEqualTo("hit one");
    assertThat(get.field("X-Own")).isEqualTo("after");
  }

  @Test
  void aHeadThatDisagreesMakesWhatIsStoredStale() {
    store();
    cache.send("HEAD", "/a", "Cache-Control", "no-cache");
    cache.source.next().head(200, "Cache-Control", "max-age=60", "ETag", "\"2\"").end();

    Visit get = cache.get("/a");
    assertThat(get.isAnswered()).isFalse();
    cache.source.next().answer(200, "two", "Cache-Control", "max-age=60", "ETag", "\"2\"");
    assertThat(get.content()).isEqualTo("two");
  }

  @Test
  void aRangeOfWhatIsStaleIsValidatedAsAWhole() {
    store();
    cache.later(Duration.ofSeconds(70));
    Visit part = cache.range("/a", 1, 2);
    Reply reply = cache.source.next();
    assertThat(reply.asked("Range")).isEmpty();
    assertThat(reply.asked("If-None-Match")).isEqualTo("\"1\"");
    reply.answer(304, "");
    assertThat(part.answer()).isEqualTo("validated ne");
  }

  @Test
  void aChangedContentMeanwhileDoesNotMixWithWhatIsBeingRead() {
    store();
    Visit slow = cache.get("/a").holds();
    cache.later(Duration.ofSeconds(70));
    cache.get("/a");
    cache.source.next().answer(200, "two", "Cache-Control", "max-age=60", "ETag", "\"2\"");
    slow.readsOn();
    assertThat(slow.content()).isEqualTo("one");
  }

  @Test
  void aNotModifiedThatMakesItPrivateIsForWhoAskedAlone() {
    store();
    cache.later(Duration.ofSeconds(70));
    Visit first = cache.get("/a", "Cookie", "me=1");
    Visit second = cache.get("/a");
    cache.source.next().answer(304, "", "Cache-Control", "private, max-age=60");
    Reply other = cache.source.next();
    assertThat(other.asked("If-None-Match")).isEmpty();
    other.answer(403, "not for you", "Cache-Control", "no-store");

    assertThat(first.content()).isEqualTo("one");
    assertThat(second.content()).isEqualTo("not for you");
    cache.fetched("/a", 200, "new", "Cache-Control", "max-age=60");
  }

  @Test
  void aHeadThatMakesItPrivateMakesItStale() {
    store();
    cache.send("HEAD", "/a", "Cache-Control", "no-cache");
    cache.source.next().head(200, "Cache-Control", "private, max-age=60", "ETag", "\"1\"").end();
    cache.fetched("/a", 403, "not for you", "Cache-Control", "no-store");
  }

  @Test
  void aNotModifiedToWhatHadNoValidatorIsAFailure() {
    cache.fetched("/a", 200, "one", "Cache-Control", "max-age=60, must-revalidate");
    cache.later(Duration.ofSeconds(70));
    Visit visit = cache.get("/a");
    cache.source.next().answer(304, "");
    assertThat(visit.failure()).isInstanceOf(Failure.SourceMalformed.class);
  }
}
