package dev.headwater.edge.http.caching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictDateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // text | instant | section of RFC 9110 or 9111
        "Sun, 06 Nov 1994 08:49:37 GMT|1994-11-06T08:49:37Z|9110, 5.6.7: IMF-fixdate",
        "Sunday, 06-Nov-94 08:49:37 GMT|1994-11-06T08:49:37Z|9110, 5.6.7: RFC 850",
        "Sun Nov  6 08:49:37 1994|1994-11-06T08:49:37Z|9110, 5.6.7: asctime",
        "Sun Nov 16 08:49:37 1994|1994-11-16T08:49:37Z|9110, 5.6.7: asctime",
        "Thursday, 18-Aug-50 02:01:18 GMT|2050-08-18T02:01:18Z|9110, 5.6.7: within 50 years",
        "Thursday, 18-Aug-76 02:01:18 GMT|2076-08-18T02:01:18Z|9110, 5.6.7: within 50 years",
        "Thursday, 18-Aug-77 02:01:18 GMT|1977-08-18T02:01:18Z|9110, 5.6.7: more than 50 years",
        "Tue, 19 Jan 2038 14:14:08 GMT|2038-01-19T14:14:08Z|beyond 31 bits",
        "Sun, 21 Nov 2286 04:46:39 GMT|2286-11-21T04:46:39Z|far in the future",
        "THU, 18 aUG 2050 02:01:18 gmt|2050-08-18T02:01:18Z|9111, 4.2: case",
        "Mon, 06 Nov 1994 08:49:37 GMT|1994-11-06T08:49:37Z|wrong day of the week",
        "Sat, 31 Dec 2016 23:59:60 GMT|2016-12-31T23:59:59Z|9110, 5.6.7: leap second",
        "0|-|9111, 5.3",
        "-1|-|9111, 5.3",
        "Thu, 18 Aug 2050 02:01:18 UTC|-|9111, 4.2: zone",
        "Thu, 18 Aug 2050 02:01:18 AEST|-|9111, 4.2: zone",
        "Thu, 18 Aug 2050 02:01:18|-|9111, 4.2: no zone",
        "Thu, 18 Aug 2050 02:01:18 +0000|-|9111, 4.2: zone",
        "Thu, 18 Aug 50 02:01:18 GMT|-|two digits in the wrong form",
        "Thu 18 Aug 2050 02:01:18 GMT|-|no comma",
        "Thu, 18  Aug  2050 02:01:18 GMT|-|spaces",
        "Thu, 18-Aug-2050 02:01:18 GMT|-|dashes",
        "Thu, 18 Aug 2050 02.01.18 GMT|-|periods",
        "Thu, 18 Aug 2050 2:01:18 GMT|-|hour of one digit",
        "Foo, 18 Aug 2050 02:01:18 GMT|-|no day of the week",
        "Thu, 18 Foo 2050 02:01:18 GMT|-|no month",
        "Thu, 31 Feb 2050 02:01:18 GMT|-|no day of that month",
        "Thu, 18 Aug 2050 24:00:00 GMT|-|no hour",
        "Thu, 18 Aug 2050 02:01:61 GMT|-|no second",
      })
  void aDateIsExactlyOneOfThreeForms(String text, Instant instant, String section) {
    OptionalLong expected =
        instant == null ? OptionalLong.empty() : OptionalLong.of(instant.toEpochMilli());
    assertThat(StrictDate.parse(text, Messages.NOW)).as(section).isEqualTo(expected);
  }
}
