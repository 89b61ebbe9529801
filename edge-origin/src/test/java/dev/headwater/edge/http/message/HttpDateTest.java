package dev.headwater.edge.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDateTest {
  private static final long NOW = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();

  @ParameterizedTest(name = "{2}: {0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // text | instant | section of RFC 9110, or the rule
        "Sun, 06 Nov 1994 08:49:37 GMT|1994-11-06T08:49:37Z|5.6.7 IMF-fixdate",
        "Sunday, 06-Nov-94 08:49:37 GMT|1994-11-06T08:49:37Z|5.6.7 rfc850-date",
        "Sun Nov  6 08:49:37 1994|1994-11-06T08:49:37Z|5.6.7 asctime-date",
        "Thu Aug 18 02:01:18 2050|2050-08-18T02:01:18Z|5.6.7 asctime-date",
        "Thursday, 18-Aug-50 02:01:18 GMT|2050-08-18T02:01:18Z|5.6.7 two digits",
        "Monday, 01-Jun-76 00:00:00 GMT|2076-06-01T00:00:00Z|5.6.7 fifty years ahead",
        "Tuesday, 01-Jun-76 00:00:01 GMT|1976-06-01T00:00:01Z|5.6.7 more is the past",
        "Friday, 01-Jan-77 00:00:00 GMT|1977-01-01T00:00:00Z|5.6.7 more is the past",
        "THU, 18 Aug 2050 02:01:18 GMT|2050-08-18T02:01:18Z|RFC 9111 4.2 case",
        "Thu, 18 AUG 2050 02:01:18 gMT|2050-08-18T02:01:18Z|RFC 9111 4.2 case",
        "Thu, 18 Aug 2050 02:01:18 UTC|2050-08-18T02:01:18Z|RFC 9111 4.2 UTC",
        "Thu, 18 Aug 2050 02:01:18 AEST|-|RFC 9111 4.2 other zone",
        "Thu, 18 Aug 2050 02:01:18|-|no zone",
        "Thu, 18 Aug 2050 02:01:18 +0000|-|no zone of HTTP",
        "Mon, 18 Aug 2050 02:01:18 GMT|2050-08-18T02:01:18Z|wrong day of the week",
        "18 Aug 2050 02:01:18 GMT|2050-08-18T02:01:18Z|no day of the week",
        "Thu 18 Aug 2050 02:01:18 GMT|2050-08-18T02:01:18Z|missing comma",
        "Thu, 18  Aug  2050 02:01:18 GMT|2050-08-18T02:01:18Z|several spaces",
        "Thu, 18-Aug-2050 02:01:18 GMT|2050-08-18T02:01:18Z|dashes",
        "Thu, 18 Aug 50 02:01:18 GMT|2050-08-18T02:01:18Z|RFC 822's year",
        "Thu, 18 Aug 2050 2:01:18 GMT|2050-08-18T02:01:18Z|one digit of an hour",
        "' Thu, 18 Aug 2050 02:01:18 GMT '|2050-08-18T02:01:18Z|5.5 whitespace around",
        "Thu, 18 Aug 2050 02.01.18 GMT|-|periods",
        "Thu, 18 Aug 2050 02:01 GMT|-|no seconds",
        "Thu, 18 Aug 2050 02:01:60 GMT|2050-08-18T02:02:00Z|5.6.7 leap second",
        "Thu, 18 Aug 2050 02:01:61 GMT|-|no such second",
        "Thu, 18 Aug 2050 24:01:18 GMT|-|no such hour",
        "Thu, 31 Feb 2050 02:01:18 GMT|-|no such day",
        "Thu, 18 Foo 2050 02:01:18 GMT|-|no such month",
        "Thu, 18 August 2050 02:01:18 GMT|-|no such form",
        "Thu, 18 Aug 205 02:01:18 GMT|-|three digits of a year",
        "Thu, 18 Aug 20500 02:01:18 GMT|-|five digits of a year",
        "Thu, 18 Aug 2050 02:01:18 GMT x|-|something behind",
        "Sat, 01 Jan 0001 00:00:00 GMT|0001-01-01T00:00:00Z|long ago",
        "0|-|RFC 9111 5.3",
        "-1|-|RFC 9111 5.3",
        "''|-|empty",
      })
  void datesAreRead(String text, @Nullable Instant expected, String section) {
    OptionalLong millis =
        expected == null ? OptionalLong.empty() : OptionalLong.of(expected.toEpochMilli());
    assertThat(HttpDate.parse(text, NOW)).as(section).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1994-11-06T08:49:37Z|Sun, 06 Nov 1994 08:49:37 GMT",
        "1994-11-06T08:49:37.999Z|Sun, 06 Nov 1994 08:49:37 GMT",
        "1969-12-31T23:59:59.500Z|Wed, 31 Dec 1969 23:59:59 GMT",
        "2000-02-29T00:00:00Z|Tue, 29 Feb 2000 00:00:00 GMT",
      })
  void datesAreWrittenAsImfFixdate(Instant instant, String expected) {
    assertThat(HttpDate.format(instant)).isEqualTo(expected);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Random random = new Random(5322);
    for (int round = 0; round < 20_000; round++) {
      long millis = random.nextLong(-60_000_000_000L, 250_000_000_000L) * 1_000;
      assertThat(HttpDate.parse(HttpDate.format(millis), NOW)).hasValue(millis);
    }
  }

  @Test
  void aDateOnTwoLinesIsNone() {
    FieldList fields = FieldList.of("Expires", HttpDate.format(NOW), "Expires", "0");
    assertThat(HttpDate.of(fields, "Expires", NOW)).isEmpty();
  }
}
