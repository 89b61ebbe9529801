package dev.headwater.edge.http.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a source or a client sends, each decision is made, and what must hold does. */
class CachingFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final long DAY = 86_400_000;
  private static final TargetUri URI = new TargetUri("http", "example.com", "/a");

  private static final List<String> NAMES =
      List.of(
          "Cache-Control",
          "CDN-Cache-Control",
          "Surrogate-Control",
          "Expires",
          "Date",
          "Age",
          "Last-Modified",
          "ETag",
          "Vary",
          "Connection",
          "Location",
          "Content-Location",
          "Pragma",
          "Accept-Language",
          "Content-Language",
          "Authorization",
          "Set-Cookie",
          "Content-Length");

  private static final List<String> PIECES =
      List.of(
          "max-age",
          "s-maxage",
          "no-store",
          "private",
          "no-cache",
          "public",
          "must-understand",
          "stale-if-error",
          "stale-while-revalidate",
          "max-stale",
          "immutable",
          "=",
          "\"",
          ",",
          ";",
          " ",
          "\\",
          "*",
          "-1",
          "0",
          "60",
          "99999999999999999999",
          "http://",
          "/",
          "..",
          "?",
          "#",
          ":",
          "\u0000",
          "\u00fc",
          "Sun, 01 Mar 2026 12:00:00 GMT",
          "Fri, 31 Dec 9999 23:59:59 GMT",
          "Sun, 06 Nov 1994 08:49:37 GMT",
          "Connection",
          "Date",
          "W/\"a\"",
          "de",
          ";q=0.5");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void nothingThatIsSentUpsetsADecision(long seed) {
    Random random = new Random(seed);
    TargetedFields targets = new TargetedFields(List.of("CDN-Cache-Control", "Surrogate-Control"));
    for (int i = 0; i < ROUNDS; i++) {
      RequestHead request =
          new RequestHead(random.nextBoolean() ? "GET" : "POST", "/a", any(random));
      ResponseHead response = new ResponseHead(200 + 100 * random.nextInt(4), any(random));
      ResponseControl control = targets.control(response.fields());
      assertThat(Storability.of(request, URI, response, control)).isNotNull();
      assertThat(Invalidation.targets(request.method(), URI, response))
          .allMatch(target -> target.startsWith("/"));
      agreesWithItself(request, response, control, Messages.NOW + random.nextLong(-DAY, DAY));
      keepsWhatItShould(response.fields(), any(random));
    }
  }

  private static void agreesWithItself(
      RequestHead request, ResponseHead response, ResponseControl control, long nowMillis) {
    Timing timing = new Timing(Messages.NOW - 5, Messages.NOW);
    CachingTerms terms = CachingTerms.of(response, control, timing, Heuristic.TYPICAL);
    assertThat(terms.lifetimeMillis()).isNotNegative();
    assertThat(terms.ageMillis(nowMillis)).isGreaterThanOrEqualTo(terms.initialAgeMillis());
    assertThat(terms.initialAgeMillis()).isNotNegative();
    Reuse reuse = Reuse.of(RequestDirectives.of(request.fields()), terms, nowMillis);
    if (reuse instanceof Reuse.Fresh) {
      assertThat(terms.isFresh(nowMillis) && !terms.alwaysValidate()).isTrue();
    }
    if (reuse instanceof Reuse.Stale || reuse instanceof Reuse.StaleWhileRevalidate) {
      assertThat(terms.stale().forbidden()).isFalse();
    }
    Vary vary = Vary.of(response.fields());
    assertThat(vary.key(request.fields(), response.fields()).matches(request.fields()))
        .isEqualTo(!vary.matchesNothing());
  }

  private static void keepsWhatItShould(FieldList response, FieldList notModified) {
    FieldList stored = StoredFields.of(response, Set.of(), Messages.NOW);
    assertThat(StoredFields.of(stored, Set.of(), Messages.NOW)).isEqualTo(stored);
    assertThat(Dates.date(stored, Messages.NOW)).isPresent();
    assertThat(stored.has("Connection") || stored.has("Age")).isFalse();
    FieldList updated = Validation.updated(stored, notModified);
    assertThat(updated.lines("ETag")).isEqualTo(stored.lines("ETag"));
    assertThat(Validation.conditional(notModified, List.of(stored)).lines("If-None-Match"))
        .hasSameSizeAs(stored.has("ETag") ? List.of(1) : List.of());
  }

  private static FieldList any(Random random) {
    FieldList.Builder fields = FieldList.builder();
    IntStream.range(0, random.nextInt(6))
        .forEach(_ -> fields.add(one(random, NAMES), value(random)));
    return fields.build();
  }

  private static String value(Random random) {
    StringBuilder value = new StringBuilder();
    IntStream.range(0, random.nextInt(6)).forEach(_ -> value.append(one(random, PIECES)));
    return value.toString().strip();
  }

  private static String one(Random random, List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
