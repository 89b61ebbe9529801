package dev.headwater.edge.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of representations, kept and put together (RFC 9111, sections 3.3 and 3.4). */
class PartialResponsesTest {
  private static final String ALL = "0123456789";
  private static final String STRONG = "\"1\"";

  private final PlayedCache cache = new PlayedCache();

  @AfterEach
  void close() {
    cache.close();
  }

  private static void part(Reply reply, int from, int bytes, String etag) {
    reply.answer(
        206,
        ALL.substring(from, from + bytes),
        "Cache-Control",
        "max-age=60",
        "ETag",
        etag,
        "Content-Range",
        "bytes " + from + "-" + (from + bytes - 1) + "/10");
  }

  private Visit fetched(int from, int bytes, String etag) {
    Visit visit = cache.range("/a", from, bytes);
    part(cache.source.next(), from, bytes, etag);
    assertThat(visit.content()).isEqualTo(ALL.substring(from, from + bytes));
    return visit;
  }

  @Test
  void aRangeIsAskedOfTheSourceAndItsAnswerHandedOn() {
    Visit visit = cache.range("/a", 2, 3);
    Reply reply = cache.source.next();
    assertThat(reply.asked("Range")).isEqualTo("bytes=2-4");
    part(reply, 2, 3, STRONG);
    assertThat(visit.status()).isEqualTo(206);
    assertThat(visit.content()).isEqualTo("234");
    assertThat(visit.field("Content-Range")).isEqualTo("bytes 2-4/10");
  }

  @Test
  void aPartThatIsKeptAnswersWhatLiesWithinIt() {
    fetched(2, 6, STRONG);
    assertThat(cache.range("/a", 2, 6).answer()).isEqualTo("hit 234567");
    assertThat(cache.range("/a", 4, 1).answer()).isEqualTo("hit 4");
    assertThat(cache.source.asked()).isEqualTo(1);
  }

  @Test
  void concurrentRequestsForOneRangeAreOne() {
    Visit first = cache.range("/a", 2, 3);
    Visit second = cache.range("/a", 2, 3);
    Visit other = cache.range("/a", 5, 3);
    assertThat(cache.source.asked()).isEqualTo(2);
    part(cache.source.next(), 2, 3, STRONG);
    part(cache.source.next(), 5, 3, STRONG);
    assertThat(first.content()).isEqualTo("234");
    assertThat(second.content()).isEqualTo("234");
    assertThat(other.content()).isEqualTo("567");
  }

  @Test
  void partsOfTheSameRepresentationAreCombined() {
    fetched(0, 3, STRONG);
    fetched(3, 3, STRONG);
    assertThat(cache.range("/a", 1, 4).answer()).isEqualTo("hit 1234");
    fetched(6, 4, STRONG);
    assertThat(cache.get("/a").answer()).isEqualTo("hit " + ALL);
    assertThat(cache.source.asked()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"'\"1\"','\"2\"'", "'W/\"1\"','W/\"1\"'"})
  void partsThatMayBelongToOthersAreNot(String first, String second) {
    fetched(0, 5, first);
    fetched(5, 5, second);
    assertThat(cache.range("/a", 6, 2).answer()).isEqualTo("hit 67");
    Visit whole = cache.get("/a");
    Reply reply = cache.source.next();
    assertThat(reply.asked("Range")).isEmpty();
    reply.answer(200, ALL, "Cache-Control", "max-age=60");
    assertThat(whole.content()).isEqualTo(ALL);
  }

  @Test
  void theMissingRestAloneIsAskedFor() {
    fetched(0, 6, STRONG);
    Visit whole = cache.get("/a");
    Visit waits = cache.get("/a");
    Reply rest = cache.source.next();
    assertThat(rest.asked("Range")).isEqualTo("bytes=6-");
    part(rest, 6, 4, STRONG);
    assertThat(whole.content()).isEqualTo(ALL);
    assertThat(waits.content()).isEqualTo(ALL);
    assertThat(cache.get("/a").answer()).isEqualTo("hit " + ALL);
    assertThat(cache.source.asked()).isEqualTo(2);
  }

  @Test
  void whatWasSaidOfOnePartIsNotSaidOfTheWhole() {
    for (int from = 0; from < 10; from += 5) {
      cache.range("/a", from, 5);
      cache
          .source
          .next()
          .answer(
              206,
              ALL.substring(from, from + 5),
              "Cache-Control",
              "max-age=60",
              "ETag",
              STRONG,
              "Content-Digest",
              "sha-256=:cGFydA==:",
              "Content-MD5",
              "cGFydA==",
              "Repr-Digest",
              "sha-256=:YWxs:",
              "Content-Range",
              "bytes " + from + "-" + (from + 4) + "/10");
    }
    Visit whole = cache.get("/a");

    assertThat(whole.content()).isEqualTo(ALL);
    assertThat(whole.field("Content-Digest")).isEmpty();
    assertThat(whole.field("Content-MD5")).isEmpty();
    assertThat(whole.field("Repr-Digest")).isEqualTo("sha-256=:YWxs:");
  }

  @Test
  void aRestOfAnotherLengthThanItsRangeIsNotPutTogetherWithIt() {
    fetched(0, 6, STRONG);
    Visit whole = cache.get("/a");
    cache
        .source
        .next()
        .answer(
            206,
            "678",
            "Cache-Control",
            "max-age=60",
            "ETag",
            STRONG,
            "Content-Range",
            "bytes 6-9/10");
    cache.source.next().answer(200, ALL, "Cache-Control", "max-age=60", "ETag", STRONG);
    assertThat(whole.content()).isEqualTo(ALL);
  }

  @Test
  void aRestOfSomethingElseIsNotPutTogetherWithIt() {
    fetched(0, 6, STRONG);
    Visit whole = cache.get("/a");
    part(cache.source.next(), 6, 4, "\"2\"");
    Reply again = cache.source.next();
    assertThat(again.asked("Range")).isEmpty();
    again.answer(200, "abcdefghij", "Cache-Control", "max-age=60", "ETag", "\"2\"");
    assertThat(whole.content()).isEqualTo("abcdefghij");
    assertThat(cache.get("/a").answer()).isEqualTo("hit abcdefghij");
  }

  @Test
  void aSourceThatGivesAllInsteadOfTheRestIsTakenAtItsWord() {
    fetched(0, 6, STRONG);
    Visit whole = cache.get("/a");
    cache.source.next().answer(200, "abcdefghij", "Cache-Control", "max-age=60");
    assertThat(whole.content()).isEqualTo("abcdefghij");
    assertThat(cache.range("/a", 1, 2).answer()).isEqualTo("hit bc");
  }

  @Test
  void aRestThatIsCutFailsItsReader() {
    fetched(0, 6, STRONG);
    Visit whole = cache.get("/a");
    Reply rest = cache.source.next();
    rest.head(
            206,
            "Cache-Control",
            "max-age=60",
            "ETag",
            STRONG,
            "Content-Range",
            "bytes 6-9/10",
            "Content-Length",
            "4")
        .send("67");
    rest.cut();
    assertThat(whole.failure()).isInstanceOf(Failure.SourceMalformed.class);
    assertThat(cache.range("/a", 1, 2).answer()).isEqualTo("hit 12");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes 2-9/10, more than there is",
    "bytes 2-3/10, less than there is",
    "bytes 4-2/10, backwards",
    "bytes 8-10/10, beyond the end",
    "bytes */10, no place",
    "pages 2-4/10, another unit",
    "nonsense, nonsense",
    "'', nothing"
  })
  void aPartThatLiesAboutItsPlaceIsAFailureAndNotKept(String place, String lie) {
    Visit visit = cache.range("/a", 2, 3);
    cache
        .source
        .next()
        .answer(206, "234", "Cache-Control", "max-age=60", "ETag", STRONG, "Content-Range", place);
    assertThat(visit.failure()).as(lie).isInstanceOf(Failure.SourceMalformed.class);
    fetched(2, 3, STRONG);
    assertThat(cache.source.asked()).isEqualTo(2);
  }

  @Test
  void aWholeAnswerToARangeIsKeptAsAWhole() {
    Visit part = cache.range("/a", 2, 3);
    cache.source.next().answer(200, ALL, "Cache-Control", "max-age=60");
    assertThat(part.content()).as("the source's own answer").isEqualTo(ALL);
    assertThat(cache.range("/a", 4, 2).answer()).isEqualTo("hit 45");
    assertThat(cache.get("/a").answer()).isEqualTo("hit " + ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "If-Range, '\"old\"'",
    "If-None-Match, '\"old\"'",
    "'If-Modified-Since', 'Tue, 14 Nov 2023 10:00:00 GMT'"
  })
  void aConditionOnAPartThatIsNotHeldIsForTheSource(String name, String value) {
    Visit visit = cache.get("/a", "Range", "bytes=5-", name, value);
    Reply reply = cache.source.next();
    assertThat(reply.asked(name)).isEqualTo(value);
    assertThat(reply.asked("Range")).isEqualTo("bytes=5-");
    reply.answer(200, ALL, "Cache-Control", "max-age=60", "ETag", STRONG);
    assertThat(visit.status()).isEqualTo(200);
    assertThat(visit.content()).isEqualTo(ALL);
  }

  @Test
  void aRangeThatCannotBeSatisfiedSaysNothingOfTheResource() {
    Visit wrong = cache.get("/a", "Range", "bytes=99-");
    cache.source.next().answer(416, "", "Content-Range", "bytes */10");
    assertThat(wrong.status()).isEqualTo(416);
    Visit first = cache.get("/a");
    Visit second = cache.get("/a");
    assertThat(cache.source.asked()).as("they wait for each other").isEqualTo(2);
    cache.source.next().answer(200, ALL, "Cache-Control", "max-age=60");
    assertThat(first.content()).isEqualTo(ALL);
    assertThat(second.answer()).isEqualTo("collapsed " + ALL);
  }

  @Test
  void onlyIfCachedNeverAsksForTheRest() {
    fetched(0, 3, STRONG);
    assertThat(cache.get("/a", "Cache-Control", "only-if-cached").failure())
        .isInstanceOf(Failure.OnlyIfCached.class);
    assertThat(cache.source.asked()).isEqualTo(1);
  }

  @Test
  void rangesJoinWhatIsOnItsWayAsAWhole() {
    Visit whole = cache.get("/a");
    Reply reply =
        cache.source.next().head(200, "Cache-Control", "max-age=60", "Content-Length", "10");
    Visit first = cache.range("/a", 2, 3);
    Visit second = cache.range("/a", 5, 1);
    reply.send(ALL).end();
    assertThat(first.content()).isEqualTo("234");
    assertThat(second.content()).isEqualTo("5");
    assertThat(whole.content()).isEqualTo(ALL);
    assertThat(cache.source.asked()).isEqualTo(1);
  }
}
