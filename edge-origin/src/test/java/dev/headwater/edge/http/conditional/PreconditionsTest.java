package dev.headwater.edge.http.conditional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionsTest {
  private static final long NOW = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();

  private static final FieldList BOTH =
      FieldList.of(
          "ETag", "\"v1\"",
          "Last-Modified", "Fri, 02 Jan 2026 03:04:05 GMT",
          "Date", "Fri, 02 Jan 2026 04:00:00 GMT");
  private static final FieldList DATE_ONLY = FieldList.of("Date", "Fri, 02 Jan 2026 04:00:00 GMT");

  @ParameterizedTest(name = "{3}: {0} {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // method | fields | outcome | section of RFC 9110
        "GET|-|proceed|9.3.1",
        "GET|If-Match: \"v1\"|proceed|13.1.1",
        "GET|If-Match: *|proceed|13.1.1",
        "GET|If-Match: \"v0\", \"v1\"|proceed|13.1.1 list",
        "GET|If-Match: W/\"v1\"|412|13.1.1 strong comparison",
        "GET|If-Match: \"v2\"|412|13.1.1",
        "HEAD|If-Match: \"v2\"|412|13.1.1",
        "PUT|If-Match: \"v2\"|412|13.1.1",
        "GET|If-None-Match: \"v1\"|304|13.1.2",
        "HEAD|If-None-Match: \"v1\"|304|13.1.2",
        "PUT|If-None-Match: \"v1\"|412|13.1.2",
        "GET|If-None-Match: W/\"v1\"|304|13.1.2 weak comparison",
        "GET|If-None-Match: \"v0\", \"v1\"|304|13.1.2 list",
        "GET|If-None-Match: *|304|13.1.2",
        "PUT|If-None-Match: *|412|13.1.2",
        "GET|If-None-Match: \"v2\"|proceed|13.1.2",
        "GET|If-None-Match: v1|proceed|8.8.3 another text",
        "GET|If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT|304|13.1.3",
        "GET|If-Modified-Since: Fri, 02 Jan 2026 03:04:06 GMT|304|13.1.3",
        "HEAD|If-Modified-Since: Fri, 02 Jan 2026 03:04:06 GMT|304|13.1.3",
        "GET|If-Modified-Since: Fri, 02 Jan 2026 03:04:04 GMT|proceed|13.1.3",
        "PUT|If-Modified-Since: Fri, 02 Jan 2026 03:04:06 GMT|proceed|13.1.3 method",
        "GET|If-Modified-Since: Friday, 02-Jan-26 03:04:05 GMT|304|5.6.7",
        "GET|If-Modified-Since: yesterday|proceed|13.1.3 no date",
        "GET|If-Modified-Since: Sat, 03 Jan 2026 03:04:05 GMT~"
            + "If-Modified-Since: Sat, 03 Jan 2026 03:04:05 GMT|proceed|13.1.3 two dates",
        "GET|If-None-Match: \"v2\"~If-Modified-Since: Fri, 02 Jan 2026 03:04:05 GMT"
            + "|proceed|13.2.2 If-None-Match wins",
        "GET|If-None-Match: \"v1\"~If-Modified-Since: Thu, 01 Jan 2026 03:04:05 GMT"
            + "|304|13.2.2 If-None-Match wins",
        "GET|If-Unmodified-Since: Fri, 02 Jan 2026 03:04:05 GMT|proceed|13.1.4",
        "GET|If-Unmodified-Since: Fri, 02 Jan 2026 03:04:04 GMT|412|13.1.4",
        "GET|If-Unmodified-Since: never|proceed|13.1.4 no date",
        "GET|If-Match: \"v1\"~If-Unmodified-Since: Fri, 02 Jan 2026 03:04:04 GMT"
            + "|proceed|13.2.2 If-Match wins",
        "GET|If-Match: \"v2\"~If-None-Match: \"v1\"|412|13.2.2 If-Match first",
        "GET|If-Unmodified-Since: Fri, 02 Jan 2026 03:04:04 GMT~If-None-Match: \"v1\""
            + "|412|13.2.2 If-Unmodified-Since first",
      })
  void conditionsHaveTheirOrder(
      String method, @Nullable String lines, String expected, String section) {
    assertThat(outcome(method, lines, 200, BOTH)).as(section).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{3}: {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // status | fields | outcome | section of RFC 9110, of a response with a date only
        "200|If-Match: \"v1\"|412|13.1.1 no tag matches no list",
        "200|If-Match: *|proceed|13.1.1 there is a representation",
        "200|If-None-Match: \"v1\"|proceed|13.1.2",
        "200|If-None-Match: *|304|13.1.2 there is a representation",
        "200|If-Unmodified-Since: Fri, 02 Jan 2026 03:00:00 GMT|proceed|13.1.4 no date to compare",
        "200|If-Modified-Since: Fri, 02 Jan 2026 04:00:00 GMT|304|RFC 9111 4.3.2 by Date",
        "200|If-Modified-Since: Fri, 02 Jan 2026 03:59:59 GMT|proceed|RFC 9111 4.3.2 by Date",
        "206|If-None-Match: *|304|RFC 9111 4.3.2",
        "404|If-None-Match: *|proceed|13.2.1 only what would be a success",
        "404|If-Match: \"v1\"|proceed|13.2.1 only what would be a success",
        "301|If-Modified-Since: Fri, 02 Jan 2026 04:00:00 GMT|proceed|13.2.1",
      })
  void validatorsMayBeMissing(int status, String lines, String expected, String section) {
    assertThat(outcome("GET", lines, status, DATE_ONLY)).as(section).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{3}: {0} {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // response | If-Range | the range applies | section of RFC 9110
        "ETag: \"v1\"|-|true|14.2 unconditional",
        "ETag: \"v1\"|\"v1\"|true|13.1.5",
        "ETag: \"v1\"|\"v2\"|false|13.1.5",
        "ETag: \"v1\"|W/\"v1\"|false|13.1.5 strong comparison",
        "ETag: W/\"v1\"|W/\"v1\"|false|13.1.5 strong comparison",
        "ETag: W/\"v1\"|\"v1\"|false|13.1.5 strong comparison",
        "ETag: v1|v1|false|8.8.3 no tag",
        "Date: Fri, 02 Jan 2026 04:00:00 GMT|\"v1\"|false|13.1.5 no tag",
        "Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT~Date: Fri, 02 Jan 2026 03:04:06 GMT"
            + "|Fri, 02 Jan 2026 03:04:05 GMT|true|8.8.2.2 dated a second later",
        "Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT~Date: Fri, 02 Jan 2026 03:04:05 GMT"
            + "|Fri, 02 Jan 2026 03:04:05 GMT|false|8.8.2.2 dated in the same second",
        "Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT"
            + "|Fri, 02 Jan 2026 03:04:05 GMT|false|8.8.2.2 not dated",
        "Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT~Date: Fri, 02 Jan 2026 04:00:00 GMT"
            + "|Fri, 02 Jan 2026 03:04:06 GMT|false|13.1.5 exact match",
        "Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT~Date: Fri, 02 Jan 2026 04:00:00 GMT"
            + "|Friday, 02-Jan-26 03:04:05 GMT|true|5.6.7",
        "Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT~Date: Fri, 02 Jan 2026 04:00:00 GMT"
            + "|yesterday|false|13.1.5",
      })
  void ifRangeNeedsTheSameBytes(
      String response, @Nullable String ifRange, boolean applies, String section) {
    FieldList.Builder request = FieldList.builder().add("Range", "bytes=0-1");
    if (ifRange != null) {
      request.add("If-Range", ifRange);
    }
    Validators selected = Validators.of(fields(response), NOW);
    assertThat(
            Preconditions.evaluate(
                new RequestHead("GET", "/", request.build()), 200, selected, NOW))
        .as(section)
        .isEqualTo(new Preconditions.Proceed(applies));
  }

  @Test
  void twoLinesOfIfRangeAreNone() {
    FieldList fields =
        FieldList.of("Range", "bytes=0-1", "If-Range", "\"v1\"", "If-Range", "\"v1\"");
    assertThat(
            Preconditions.evaluate(
                new RequestHead("GET", "/", fields), 200, Validators.of(BOTH, NOW), NOW))
        .as("RFC 9110, 13.1.5")
        .isEqualTo(new Preconditions.Proceed(false));
  }

  @ParameterizedTest
  @CsvSource({"HEAD,200,false", "GET,200,true", "POST,200,false", "GET,404,false"})
  void onlyGetOfASuccessHasRanges(String method, int status, boolean applies) {
    RequestHead request = new RequestHead(method, "/", FieldList.of("Range", "bytes=0-1"));
    assertThat(Preconditions.evaluate(request, status, Validators.of(BOTH, NOW), NOW))
        .as("RFC 9110, 14.2")
        .isEqualTo(new Preconditions.Proceed(applies));
  }

  private static String outcome(
      String method, @Nullable String lines, int status, FieldList response) {
    RequestHead request = new RequestHead(method, "/", fields(lines));
    return switch (Preconditions.evaluate(request, status, Validators.of(response, NOW), NOW)) {
      case Preconditions.Proceed _ -> "proceed";
      case Preconditions.NotModified _ -> "304";
      case Preconditions.PreconditionFailed _ -> "412";
    };
  }

  /** Lines set apart by a tilde. */
  private static FieldList fields(@Nullable String lines) {
    FieldList.Builder fields = FieldList.builder();
    if (lines != null) {
      for (String line : lines.split("~", -1)) {
        String[] parts = line.split(": ", 2);
        fields.add(parts[0], parts[1]);
      }
    }
    return fields.build();
  }
}
