package dev.headwater.edge.http.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.http.message.ResponseHead;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CachingTermsTest {
  private static final long NOW = Messages.NOW;
  private static final Timing AT_ONCE = new Timing(NOW, NOW);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // status | response | lifetime in seconds | section of RFC 9111, or the suite's test
        "200|-|0|freshness-none",
        "200|Cache-Control: max-age=3600|3600|5.2.2.1",
        "200|Cache-Control: max-age=0 & Expires: +3600 & Date: +0|0|freshness-max-age-0-expires",
        "200|Cache-Control: max-age=3600 & Expires: -7200 & Date: +0|3600|freshness-max-age-expires",
        "200|Cache-Control: max-age=3600 & Expires: 0|3600|freshness-max-age-expires-invalid",
        "200|Cache-Control: max-age=-1 & Expires: +3600|0|4.2.1: invalid is stale",
        "200|Cache-Control: s-maxage=3600|3600|5.2.2.10",
        "200|Cache-Control: max-age=3600, s-maxage=1|1|5.2.2.10",
        "200|Cache-Control: s-maxage=1 & Cache-Control: max-age=3600|1|5.2.2.10",
        "200|Cache-Control: max-age=0, s-maxage=3600 & Expires: -10|3600|5.2.2.10",
        "200|Cache-Control: s-maxage=x, max-age=3600|0|4.2.1: invalid is stale",
        "200|Expires: +60 & Date: +0|60|4.2.1",
        "200|Expires: +60 & Date: +10|50|4.2.1: by the source's clock",
        "200|Expires: +60|60|RFC 9110, 6.6.1: no Date",
        "200|Expires: +60 & Date: foo|60|freshness-expires-invalid-date",
        "200|Expires: -60 & Date: +0|0|freshness-expires-past",
        "200|Expires: +0 & Date: +0|0|freshness-expires-present",
        "200|Expires: +300 & Date: +400|0|freshness-expires-old-date",
        "200|Expires: 0 & Date: +0|0|freshness-expires-invalid",
        "200|Expires: soon & Last-Modified: -1000|0|4.2.2: no heuristic beside a lifetime",
        "200|Expires: +60 & Expires: +90 & Date: +0|60|4.2.1: the first counts",
        "200|Last-Modified: -1000 & Date: +0|100|4.2.2",
        "200|Last-Modified: -1000|100|4.2.2: no Date",
        "200|Last-Modified: -86400 & Date: +0|8640|heuristic-200-cached",
        "200|Last-Modified: -100000000 & Date: +0|86400|4.2.2: at most the cap",
        "200|Last-Modified: +1000 & Date: +0|0|4.2.2: modified after it was sent",
        "200|Last-Modified: yesterday & Date: +0|0|4.2.2",
        "404|Last-Modified: -1000 & Date: +0|100|4.2.2: cacheable by default",
        "403|Last-Modified: -1000 & Date: +0|0|heuristic-403-not_cached",
        "599|Last-Modified: -1000 & Date: +0|0|heuristic-599-not_cached",
        "599|Last-Modified: -1000 & Date: +0 & Cache-Control: public|100|heuristic-599-cached",
        "200|Last-Modified: -1000 & Set-Cookie: a=b|0|7.3: seldom meant for all",
        "200|Last-Modified: -1000 & Pragma: no-cache|100|5.4: means nothing in a response",
      })
  void theLifetimeComesFromTheFirstThatStatesIt(
      int status, String response, long seconds, String section) {
    assertThat(terms(status, response, AT_ONCE).lifetimeMillis())
        .as(section)
        .isEqualTo(1000 * seconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // response | delay of the response in ms | initial age in ms | section of RFC 9111
        "-|0|0|4.2.3",
        "-|70|70|4.2.3: response delay",
        "Date: +0|70|70|4.2.3",
        "Date: -1|0|1|4.2.3: a Date is a whole second",
        "Date: -10|0|9001|4.2.3: apparent age",
        "Date: +10|0|0|4.2.3: a clock that is ahead",
        "Date: foo|0|0|RFC 9110, 6.6.1",
        "Age: 30 & Date: +0|70|30070|4.2.3: corrected age value",
        "Age: 5 & Date: -10|0|9001|4.2.3: the greater",
        "Age: 25 & Date: -10|0|25000|4.2.3: the greater",
        "Age: 99999999999|0|2147483648000|1.2.2",
      })
  void theInitialAgeIsTheGreaterOfTwoReckonings(
      String response, long delay, long millis, String section) {
    Timing timing = new Timing(NOW - delay, NOW);
    assertThat(terms(200, response, timing).initialAgeMillis()).as(section).isEqualTo(millis);
  }

  @Test
  void whatWasHeldHasNotAgedByIt() {
    assertThat(terms(200, "Date: +0", new Timing(NOW - 5_000, NOW, true)).initialAgeMillis())
        .isZero();
    assertThat(terms(200, "Date: -10", new Timing(NOW - 5_000, NOW, true)).initialAgeMillis())
        .isEqualTo(9_001);
  }

  /** One that can't be trusted makes its response stale; the tests are those of the suite. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Age: 7200|false|freshness-max-age-age",
        "Age: abc|false|age-parse-nonnumeric",
        "Age: -7200|false|age-parse-negative",
        "Age: 7200.0|false|age-parse-float",
        "Age: 0.0|false|age-parse-float",
        "Age: 7200,0|false|age-parse-suffix",
        "Age: 0,7200|true|age-parse-prefix; 5.1: the first member",
        "Age: 7200 & Age: 0|false|age-parse-suffix-twoline",
        "Age: 0 & Age: 7200|false|age-parse-prefix-twoline",
        "Age: 0, 0|false|age-parse-dup-0",
        "Age: 0 & Age: 0|false|age-parse-dup-0-twoline",
        "Age: 360, 360|false|age-parse-dup-old",
        "Age: 7200;foo=bar|false|age-parse-parameter",
        "Age: 7200;foo=111|false|age-parse-numeric-parameter",
        "Age: 0;foo=111|false|age-parse-numeric-parameter",
        "Age: |false|5.1: no number",
        "Age: 3599|true|5.1",
        "Age: 3600|false|4.2: fresh only while the lifetime is greater",
      })
  void anAgeThatCannotBeTrustedIsStale(String response, boolean fresh, String test) {
    assertThat(terms(200, "Cache-Control: max-age=3600 & " + response, AT_ONCE).isFresh(NOW))
        .as(test)
        .isEqualTo(fresh);
  }

  @Test
  void timeInTheCacheAddsToTheAge() {
    CachingTerms terms = terms(200, "Cache-Control: max-age=60 & Age: 30 & Date: +0", AT_ONCE);
    assertThat(terms.ageMillis(NOW + 3_000)).isEqualTo(33_000);
    assertThat(terms.leftMillis(NOW + 3_000)).isEqualTo(27_000);
    assertThat(terms.isFresh(NOW + 29_999)).isTrue();
    assertThat(terms.isFresh(NOW + 30_000)).isFalse();
    assertThat(terms.staleForMillis(NOW + 29_999)).isZero();
    assertThat(terms.staleForMillis(NOW + 31_000)).isEqualTo(1_000);
  }

  @Test
  void aClockThatWasSetBackMakesNothingYounger() {
    Timing backwards = new Timing(NOW + 5_000, NOW);
    CachingTerms terms = terms(200, "Cache-Control: max-age=60 & Age: 30", backwards);
    assertThat(terms.ageMillis(NOW - 10_000)).isEqualTo(30_000);
  }

  @Test
  void aHeuristicIsAShareOfTheTimeSinceTheChange() {
    assertThat(Heuristic.NONE.lifetimeMillis(1_000_000)).isZero();
    assertThat(new Heuristic(50, Duration.ofSeconds(3)).lifetimeMillis(4_000)).isEqualTo(2_000);
    assertThat(new Heuristic(50, Duration.ofSeconds(3)).lifetimeMillis(8_000)).isEqualTo(3_000);
    assertThatThrownBy(() -> new Heuristic(101, Duration.ZERO)).hasMessageContaining("101%");
  }

  /** Sections 4.2.4, 5.2.2 and RFC 5861. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // directives | forbidden | while revalidate | if error | section
        "max-age=1|false|0|0|4.2.4",
        "max-age=1, stale-while-revalidate=30|false|30|0|RFC 5861, 3",
        "max-age=1, stale-if-error=60|false|0|60|RFC 5861, 4",
        "max-age=1, stale-if-error=x|false|0|0|RFC 5861, 4: no number",
        "max-age=1, must-revalidate, stale-if-error=60|true|0|0|5.2.2.2",
        "max-age=1, proxy-revalidate, stale-if-error=60|true|0|0|5.2.2.8",
        "s-maxage=1, stale-while-revalidate=60|true|0|0|5.2.2.10",
        "max-age=1, no-cache, stale-if-error=60|true|0|0|5.2.2.4",
        "max-age=1, no-cache=\"a\", stale-if-error=60|false|0|60|5.2.2.4: with field names",
      })
  void useOfAStaleResponseHasItsTerms(
      String directives, boolean forbidden, long revalidate, long error, String section) {
    assertThat(terms(200, "Cache-Control: " + directives, AT_ONCE).stale())
        .as(section)
        .isEqualTo(new StaleTerms(forbidden, 1000 * revalidate, 1000 * error));
  }

  /** Not stored for nothing: whether it is fresh, can be validated, or may be used stale. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-|false",
        "Cache-Control: max-age=1|true",
        "Cache-Control: max-age=0|false",
        "Cache-Control: max-age=9, no-cache|false",
        "Cache-Control: max-age=9 & Age: 10|false",
        "Cache-Control: max-age=0 & ETag: \"a\"|true",
        "Cache-Control: no-cache & Last-Modified: -5|true",
        "Cache-Control: max-age=0, stale-while-revalidate=9|true",
        "Cache-Control: max-age=0, stale-if-error=9|true",
        "Cache-Control: max-age=9, stale-if-error=9 & Age: 20|false",
      })
  void whatCanNeverBeUsedIsUseless(String response, boolean useful) {
    assertThat(terms(200, response, AT_ONCE).isUseful()).isEqualTo(useful);
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age=60, immutable", "immutable", "x, Immutable"})
  void immutableIsNoted(String directives) {
    assertThat(terms(200, "Cache-Control: " + directives, AT_ONCE).immutable()).isTrue();
  }

  @Test
  void aPolicyOverrulesAllButTheAge() {
    ResponseHead response =
        Messages.response(200, "Cache-Control: no-cache, max-age=1 & Age: 5 & ETag: \"a\"");
    StaleTerms stale = new StaleTerms(false, 7, 8);
    assertThat(CachingTerms.given(response, AT_ONCE, Duration.ofSeconds(60), stale))
        .isEqualTo(new CachingTerms(NOW, 5_000, 60_000, false, false, true, stale));
  }

  /** Section 4.3.5, for what HEAD shows to have changed. */
  @Test
  void whatIsMadeStaleIsStaleFromThenOn() {
    CachingTerms terms = terms(200, "Cache-Control: max-age=60", AT_ONCE).madeStale(NOW + 10_000);
    assertThat(terms.isFresh(NOW + 10_000)).isFalse();
    assertThat(terms.staleForMillis(NOW + 12_000)).isEqualTo(2_000);
    assertThat(terms.madeStale(NOW + 20_000)).isEqualTo(terms);
  }

  private static CachingTerms terms(int status, String fields, Timing timing) {
    ResponseHead response = Messages.response(status, fields == null ? "" : fields);
    return CachingTerms.of(response, Messages.control(response), timing, Heuristic.TYPICAL);
  }
}
