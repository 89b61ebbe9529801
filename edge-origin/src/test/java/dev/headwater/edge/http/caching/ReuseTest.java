package dev.headwater.edge.http.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.caching.Reuse.Fresh;
import dev.headwater.edge.http.caching.Reuse.Stale;
import dev.headwater.edge.http.caching.Reuse.StaleWhileRevalidate;
import dev.headwater.edge.http.caching.Reuse.Unsatisfiable;
import dev.headwater.edge.http.caching.Reuse.Validate;
import dev.headwater.edge.http.message.ResponseHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReuseTest {
  private static final String STALE = "max-age=10";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // request | directives of the response | its age in seconds | reuse | section of RFC 9111
        "-|max-age=100|0|fresh|4",
        "-|max-age=100|99|fresh|4.2",
        "-|max-age=100|100|validate: disconnect|4.2",
        "-|max-age=100, no-cache|0|validate|5.2.2.4",
        "-|max-age=100, no-cache=\"a\"|0|fresh|5.2.2.4: with field names",
        "-|max-age=100, must-revalidate|0|fresh|5.2.2.2",
        "-|max-age=100, must-revalidate|100|validate|5.2.2.2; stale-close-must-revalidate",
        "-|max-age=100, proxy-revalidate|100|validate|5.2.2.8; stale-close-proxy-revalidate",
        "-|max-age=2, s-maxage=2|2|validate|5.2.2.10; stale-close-s-maxage=2",
        "-|max-age=2, no-cache|2|validate|5.2.2.4; stale-close-no-cache",
        "-|max-age=2|2|validate: disconnect|4.2.4; stale-close",
        "-|max-age=10, stale-while-revalidate=5|14|revalidate|RFC 5861, 3",
        "-|max-age=10, stale-while-revalidate=5|15|validate: disconnect|RFC 5861, 3",
        "-|s-maxage=10, stale-while-revalidate=5|14|validate|4.2.4: s-maxage forbids",
        "-|max-age=10, stale-if-error=5|14|validate: error disconnect|RFC 5861, 4",
        "-|max-age=10, stale-if-error=5|15|validate: disconnect|RFC 5861, 4",
        "-|max-age=10, stale-if-error=5, must-revalidate|14|validate|4.2.4",
        "Cache-Control: no-cache|max-age=100|0|validate|5.2.1.4",
        "Cache-Control: no-cache|max-age=100, immutable|0|validate|5.2.1.4: asked on purpose",
        "Pragma: no-cache|max-age=100|0|validate|5.4",
        "Pragma: no-cache & Cache-Control: x|max-age=100|0|fresh|5.4: only without Cache-Control",
        "Pragma: x|max-age=100|0|fresh|5.4; pragma-request-extension",
        "Cache-Control: no-store|max-age=100|0|fresh|5.2.1.5: speaks of storing",
        "Cache-Control: no-transform|max-age=100|0|fresh|5.2.1.6",
        "Cache-Control: max-age=0|max-age=100|0|validate: error disconnect|5.2.1.1; ccreq-ma0",
        "Cache-Control: max-age=1|max-age=100|1|fresh|5.2.1.1",
        "Cache-Control: max-age=1|max-age=100|2|validate: error disconnect|5.2.1.1; ccreq-ma1",
        "Cache-Control: max-age=600|max-age=3600|1800|validate: error disconnect|5.2.1.1",
        "Cache-Control: max-age=x|max-age=100|0|validate: error disconnect|4.2.1: no number",
        "Cache-Control: max-age=0|max-age=100, immutable|50|fresh|RFC 8246, 2",
        "Cache-Control: max-age=0|max-age=100, immutable|100|validate: disconnect|RFC 8246, 2",
        "Cache-Control: max-age=12|max-age=10, stale-while-revalidate=5|14|validate: disconnect|5.2.1.1",
        "Cache-Control: min-fresh=2000|max-age=1500|0|validate: error disconnect|5.2.1.3",
        "Cache-Control: min-fresh=1000|max-age=1500|1000|validate: error disconnect|5.2.1.3",
        "Cache-Control: min-fresh=1000|max-age=1500|500|fresh|5.2.1.3",
        "Cache-Control: min-fresh=1|max-age=1, stale-while-revalidate=5|2|validate: disconnect|5.2.1.3",
        "Cache-Control: max-stale=1000|max-age=1|3|stale|5.2.1.2; ccreq-max-stale",
        "Cache-Control: max-stale=1000|max-age=1500|2000|stale|5.2.1.2; ccreq-max-stale-age",
        "Cache-Control: max-stale=5|max-age=10|15|stale|5.2.1.2: no more than",
        "Cache-Control: max-stale=5|max-age=10|16|validate: disconnect|5.2.1.2",
        "Cache-Control: max-stale|max-age=10|1000000|stale|5.2.1.2: however stale",
        "Cache-Control: max-stale=x|max-age=10|11|validate: disconnect|4.2.1: no number",
        "Cache-Control: max-stale|max-age=10, must-revalidate|11|validate|4.2.4",
        "Cache-Control: max-stale|max-age=10, s-maxage=10|11|validate|4.2.4",
        "Cache-Control: max-stale|max-age=10, no-cache|11|validate|4.2.4",
        "Cache-Control: max-stale=9, max-age=12|max-age=10|13|validate: disconnect|5.2.1.1: both",
        "Cache-Control: max-stale=9, max-age=12|max-age=10|12|stale|5.2.1.1: both",
        "Cache-Control: stale-if-error=9|max-age=10|12|validate: error disconnect|RFC 5861, 4",
        "Cache-Control: stale-if-error=9|max-age=10, must-revalidate|12|validate|4.2.4",
        "Cache-Control: only-if-cached|max-age=10|0|fresh|5.2.1.7",
        "Cache-Control: only-if-cached|max-age=10|10|unsatisfiable|5.2.1.7",
        "Cache-Control: only-if-cached, max-stale|max-age=10|10|stale|5.2.1.7",
        "Cache-Control: only-if-cached|max-age=10, stale-while-revalidate=5|12|revalidate|5.2.1.7",
        "Cache-Control: only-if-cached, no-cache|max-age=10|0|unsatisfiable|5.2.1.7",
      })
  void aSelectedResponseIsUsedAsBothSidesAllow(
      String request, String response, long ageSeconds, String reuse, String section) {
    assertThat(word(reuse(request == null ? "" : request, response, ageSeconds)))
        .as(section)
        .isEqualTo(reuse);
  }

  @Test
  void aRequestWithoutDirectivesAsksNothing() {
    assertThat(RequestDirectives.of(Messages.fields(""))).isEqualTo(RequestDirectives.NONE);
  }

  @Test
  void whatARequestSaysOfStoringAndChangingIsNoted() {
    RequestDirectives directives =
        RequestDirectives.of(
            Messages.fields("Cache-Control: no-store & Cache-Control: no-transform"));
    assertThat(directives.noStore()).isTrue();
    assertThat(directives.noTransform()).isTrue();
  }

  /** RFC 5861, section 4. */
  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void anErrorOfTheSourceMayBeReplaced(int status) {
    assertThat(((Validate) reuse("", STALE + ", stale-if-error=60", 20)).mayReplace(status))
        .isTrue();
    assertThat(((Validate) reuse("", STALE, 20)).mayReplace(status)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 304, 403, 404, 410, 501, 505})
  void anotherAnswerMayNot(int status) {
    assertThat(((Validate) reuse("", STALE + ", stale-if-error=60", 20)).mayReplace(status))
        .isFalse();
  }

  private static Reuse reuse(String request, String directives, long ageSeconds) {
    ResponseHead response = Messages.response(200, "Cache-Control: " + directives);
    CachingTerms terms =
        CachingTerms.of(
            response,
            Messages.control(response),
            new Timing(Messages.NOW, Messages.NOW),
            Heuristic.NONE);
    return Reuse.of(
        RequestDirectives.of(Messages.fields(request)), terms, Messages.NOW + 1000 * ageSeconds);
  }

  private static String word(Reuse reuse) {
    return switch (reuse) {
      case Fresh _ -> "fresh";
      case Stale _ -> "stale";
      case StaleWhileRevalidate _ -> "revalidate";
      case Unsatisfiable _ -> "unsatisfiable";
      case Validate(boolean onError, boolean onDisconnect) ->
          "validate" + (onDisconnect ? onError ? ": error disconnect" : ": disconnect" : "");
    };
  }
}
