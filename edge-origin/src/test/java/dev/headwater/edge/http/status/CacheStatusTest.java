package dev.headwater.edge.http.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.message.FieldList;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CacheStatusTest {
  /** An item whose parameters are flags, integers, tokens and strings (RFC 9651, section 3.3). */
  private static final Pattern ITEM =
      Pattern.compile(
          "(?:[A-Za-z*][\\w!#$%&'*+.^`|~:/-]*|\"(?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*\")"
              + "(?:;[a-z-]+(?:=(?:-?\\d{1,15}|[A-Za-z*][\\w!#$%&'*+.^`|~:/-]*"
              + "|\"(?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*\"))?)*");

  static Stream<Arguments> statuses() {
    CacheStatus miss = CacheStatus.forwarded("headwater", ForwardReason.URI_MISS);
    return Stream.of(
        Arguments.of(CacheStatus.hit("headwater"), "headwater;hit", "RFC 9211, 2.1"),
        Arguments.of(
            CacheStatus.hit("headwater").withTtl(-412),
            "headwater;hit;ttl=-412",
            "RFC 9211, 2.4 stale"),
        Arguments.of(miss, "headwater;fwd=uri-miss", "RFC 9211, 2.2"),
        Arguments.of(
            miss.withForwarded(
                    new CacheStatus.Forwarded(ForwardReason.STALE, OptionalInt.of(304), true, true))
                .withTtl(60),
            "headwater;fwd=stale;fwd-status=304;stored;collapsed;ttl=60",
            "RFC 9211, 2.3 to 2.6"),
        Arguments.of(
            miss.withKey("GET /a?\"b\"\\"),
            "headwater;fwd=uri-miss;key=\"GET /a?\\\"b\\\"\\\\\"",
            "RFC 9651, 4.1.6 escapes"),
        Arguments.of(
            miss.withKey("/é\n"),
            "headwater;fwd=uri-miss;key=\"/%C3%A9%0A\"",
            "RFC 9651, 3.3.3 only ASCII"),
        Arguments.of(
            miss.withDetail("BREAKER_OPEN"),
            "headwater;fwd=uri-miss;detail=BREAKER_OPEN",
            "RFC 9211, 2.8 token"),
        Arguments.of(
            miss.withDetail("not now"),
            "headwater;fwd=uri-miss;detail=\"not now\"",
            "RFC 9211, 2.8 string"),
        Arguments.of(miss.withDetail(""), "headwater;fwd=uri-miss;detail=\"\"", "RFC 9651, 3.3.4"),
        Arguments.of(CacheStatus.hit("edge 1"), "\"edge 1\";hit", "RFC 9211, 2 string"),
        Arguments.of(CacheStatus.hit("1.example"), "\"1.example\";hit", "RFC 9651, 3.3.4"),
        Arguments.of(
            CacheStatus.hit("headwater").withTtl(Long.MAX_VALUE),
            "headwater;hit;ttl=999999999999999",
            "RFC 9651, 3.3.1"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("statuses")
  void statusesAreStructuredFields(CacheStatus status, String expected, String section) {
    assertThat(status).as(section).hasToString(expected);
    assertThat(expected).matches(ITEM);
  }

  @Test
  void reasonsAreThoseOfTheStandard() {
    assertThat(Arrays.stream(ForwardReason.values()).map(ForwardReason::token))
        .as("RFC 9211, 2.2")
        .containsExactly(
            "bypass", "method", "uri-miss", "vary-miss", "miss", "request", "stale", "partial");
  }

  @Test
  void thoseCloserToTheOriginComeFirst() {
    FieldList.Builder fields = FieldList.of("Cache-Status", "origin;hit").toBuilder();
    CacheStatus.forwarded("edge", ForwardReason.MISS).appendTo(fields);
    assertThat(fields.build().get("Cache-Status"))
        .as("RFC 9211, 2")
        .isEqualTo("origin;hit, edge;fwd=miss");
  }

  @Test
  void anyTextMakesAValidField() {
    Random random = new Random(9651);
    for (int round = 0; round < 5_000; round++) {
      CacheStatus status =
          CacheStatus.hit(noise(random)).withKey(noise(random)).withDetail(noise(random));
      assertThat(status.toString()).matches(ITEM);
    }
  }

  private static String noise(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append((char) random.nextInt(random.nextInt(8) == 0 ? 0x10000 : 0x90));
    }
    return text.toString();
  }
}
