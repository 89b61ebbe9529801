package dev.headwater.edge.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.failure.Failure;
import dev.headwater.edge.stored.ResponseMetadata;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
  private static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05Z");
  private static final String SAME_DATE = "Fri, 02 Jan 2026 03:04:05 GMT";
  private static final ResponseMetadata STORED = new ResponseMetadata(0, 100, "\"v1\"", MODIFIED);

  /** One row a rule of RFC 9110; the last column is the section. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // if-match | if-none-match | if-modified-since | if-unmodified-since | status | section
        "-|-|-|-|200|9.3.1",
        "'\"v1\"'|-|-|-|200|13.1.1",
        "*|-|-|-|200|13.1.1",
        "'W/\"v1\"'|-|-|-|412|13.1.1: strong comparison",
        "'\"v2\"'|-|-|-|412|13.1.1",
        "-|'\"v1\"'|-|-|304|13.1.2",
        "-|'W/\"v1\"'|-|-|304|13.1.2: weak comparison",
        "-|'\"v0\", \"v1\"'|-|-|304|13.1.2",
        "-|*|-|-|304|13.1.2",
        "-|'\"v2\"'|-|-|200|13.1.2",
        "-|-|Fri, 02 Jan 2026 03:04:05 GMT|-|304|13.1.3",
        "-|-|Fri, 02 Jan 2026 03:04:06 GMT|-|304|13.1.3",
        "-|-|Fri, 02 Jan 2026 03:04:04 GMT|-|200|13.1.3",
        "-|-|Friday, 02-Jan-26 03:04:05 GMT|-|304|5.6.7: RFC 850",
        "-|-|Fri Jan  2 03:04:05 2026|-|304|5.6.7: asctime",
        "-|-|yesterday|-|200|13.1.3: no date, ignored",
        "-|'\"v2\"'|Fri, 02 Jan 2026 03:04:05 GMT|-|200|13.2.2: If-None-Match wins",
        "-|-|-|Fri, 02 Jan 2026 03:04:05 GMT|200|13.1.4",
        "-|-|-|Fri, 02 Jan 2026 03:04:04 GMT|412|13.1.4",
        "'\"v1\"'|-|-|Fri, 02 Jan 2026 03:04:04 GMT|200|13.2.2: If-Match wins",
        "'\"v2\"'|'\"v1\"'|-|-|412|13.2.2: If-Match first",
      })
  void preconditionsHaveTheirOrder(
      String match, String noneMatch, String since, String unmodified, int status, String section) {
    RequestFields fields = new RequestFields(null, null, match, noneMatch, since, unmodified);
    assertThat(status(Selection.of(fields, STORED, ContentCoding.IDENTITY)))
        .as(section)
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // range | if-range | status | offset | length | section
        "bytes=0-9|-|206|0|10|14.1.2",
        "bytes=10-|-|206|10|90|14.1.2",
        "bytes=-7|-|206|93|7|14.1.2",
        "bytes=-700|-|206|0|100|14.1.2: a longer suffix is everything",
        "bytes=90-200|-|206|90|10|14.1.2",
        "bytes=100-|-|416|0|0|15.5.17",
        "bytes=-0|-|416|0|0|14.1.2: an empty suffix can't be satisfied",
        "bytes=9-3|-|200|0|0|14.1.1: invalid, ignored",
        "bytes=-|-|200|0|0|14.1.1",
        "bytes=0-1,5-6|-|200|0|0|14.2: may be ignored",
        "lines=0-1|-|200|0|0|14.2: unknown unit, ignored",
        "bytes=99999999999999999999-|-|200|0|0|no such number",
        "bytes=0-9|'\"v1\"'|206|0|10|13.1.5",
        "bytes=0-9|'W/\"v1\"'|200|0|0|13.1.5: strong comparison",
        "bytes=0-9|'\"v2\"'|200|0|0|13.1.5",
        "bytes=0-9|Fri, 02 Jan 2026 03:04:05 GMT|206|0|10|13.1.5",
        "bytes=0-9|Fri, 02 Jan 2026 03:04:06 GMT|200|0|0|13.1.5: exact match",
      })
  void rangesAreOfTheIdentityEncoding(
      String range, String ifRange, int status, long offset, long length, String section) {
    RequestFields fields = new RequestFields(range, ifRange, null, null, null, null);
    Selection selection = Selection.of(fields, STORED, ContentCoding.IDENTITY);
    assertThat(status(selection)).as(section).isEqualTo(status);
    if (selection instanceof Selection.Part part) {
      assertThat(part).isEqualTo(new Selection.Part(offset, length));
    }
  }

  @Test
  void eachEncodingHasItsOwnEntityTag() {
    RequestFields fields = new RequestFields(null, null, null, "\"v1-gzip\"", null, null);
    assertThat(status(Selection.of(fields, STORED, ContentCoding.GZIP))).isEqualTo(304);
    assertThat(status(Selection.of(fields, STORED, ContentCoding.IDENTITY))).isEqualTo(200);
  }

  @Test
  void aDateIsWrittenAsItIsRead() {
    assertThat(HttpDate.format(MODIFIED)).isEqualTo(SAME_DATE);
    assertThat(HttpDate.parse(SAME_DATE)).contains(MODIFIED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-|false",
        "gzip|true",
        "gzip, br|true",
        "br;q=1.0, gzip;q=0.8|true",
        "gzip;q=0|false",
        "gzip; q=0.000|false",
        "*|true",
        "*;q=0|false",
        "identity|false",
        "GZIP|true",
        "x-gzip|true",
        "gzip;q=0, *|false",
      })
  void gzipIsSentToThoseWhoAcceptIt(String acceptEncoding, boolean accepts) {
    assertThat(ContentCoding.acceptsGzip(acceptEncoding)).isEqualTo(accepts);
  }

  private static int status(Selection selection) {
    return switch (selection) {
      case Selection.Whole _ -> 200;
      case Selection.Part _ -> 206;
      case Selection.NotModified _ -> 304;
      case Selection.Failed failed when failed.failure() instanceof Failure.PreconditionFailed ->
          412;
      case Selection.Failed _ -> 416;
    };
  }
}
