package dev.headwater.edge.http.caching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // stored responses | request | validating request | section of RFC 9111, or test
        "ETag: \"a\"|Abc: 1|Abc: 1 & If-None-Match: \"a\"|4.3.1; conditional-etag-vary-headers",
        "ETag: W/\"a\"|-|If-None-Match: W/\"a\"|conditional-etag-weak-generate-weak",
        "Last-Modified: x|-|If-Modified-Since: x|4.3.1",
        "ETag: \"a\" & Last-Modified: x|-|If-None-Match: \"a\" & If-Modified-Since: x|4.3.1",
        "-|If-None-Match: \"z\"|-|4.3.1: the client's questions are its own",
        "Last-Modified: x|If-Modified-Since: y|If-Modified-Since: x|conditional-lm-stale",
        "ETag: \"a\"|Range: bytes=0-1 & If-Range: \"z\"|If-None-Match: \"a\"|4.3.1",
        "ETag: \"a\"|If-Match: \"z\"|If-Match: \"z\" & If-None-Match: \"a\"|4.3.2: for the origin",
        "ETag: \"a\" / ETag: \"b\" / ETag: \"a\"|-|If-None-Match: \"a\", \"b\"|4.3.1: several",
        "Last-Modified: x / Last-Modified: y|-|-|4.3.1: one date can't stand for two",
      })
  void aValidatingRequestAsksWithStoredValidators(
      String stored, String request, String expected, String section) {
    assertThat(Validation.conditional(fields(request), several(stored)))
        .as(section)
        .isEqualTo(fields(expected));
  }

  /** Section 3.2; the names are those of the suite's update304 tests. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Test-Header",
        "X-Test-Header",
        "Content-Foo",
        "X-Content-Foo",
        "Cache-Control",
        "Content-Location",
        "Content-Security-Policy",
        "Content-Type",
        "Clear-Site-Data",
        "Expires",
        "Public-Key-Pins",
        "Set-Cookie",
        "Set-Cookie2",
        "X-Frame-Options",
        "X-XSS-Protection",
        "Last-Modified",
        "Vary",
      })
  void theseFieldsAreUpdated(String name) {
    assertThat(updated(name + ": A & " + name + ": A2 & Date: x", name + ": B & Date: y"))
        .isEqualTo(fields(name + ": B & Date: y"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Encoding",
        "Content-Length",
        "Content-MD5",
        "Content-Range",
        "ETag",
        "Content-Digest",
      })
  void theseBelongToTheStoredContent(String name) {
    assertThat(updated(name + ": A", name + ": B & Date: y"))
        .isEqualTo(fields(name + ": A & Date: y"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // stored | received | updated | section of RFC 9111, or test
        "Test-Header: A|Last-Modified: x|Test-Header: A & Last-Modified: x|304-lm-use-stored",
        "A: 1 & B: 2|B: 3 & C: 4|A: 1 & B: 3 & C: 4|3.2",
        "A: 1|A: 2 & A: 3|A: 2 & A: 3|3.2: all lines",
        "A: 1|a: 2|a: 2|RFC 9110, 5.1",
        "A: 1|Connection: A & A: 2|A: 1|3.1: named by Connection",
        "A: 1|Keep-Alive: 5 & Transfer-Encoding: chunked|A: 1|3.1: of the connection",
        "Date: x & Age: 5|-|-|4.2.3: old times tell nothing of the new",
        "Date: x & Age: 5|Age: 7 & Date: y|Age: 7 & Date: y|4.2.3",
        "Cache-Control: max-age=2|ETag: \"a\"|Cache-Control: max-age=2|3.2",
      })
  void fieldsOfTheSameNameAreReplaced(
      String stored, String received, String expected, String section) {
    assertThat(updated(stored, received)).as(section).isEqualTo(fields(expected));
  }

  /** Section 4.3.5. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "ETag: \"a\" & Content-Length: 5|ETag: \"a\" & Content-Length: 5|true",
        "ETag: \"a\"|-|true",
        "ETag: \"a\"|ETag: \"b\"|false",
        "-|ETag: \"b\"|false",
        "Last-Modified: x|Last-Modified: y|false",
        "Content-Length: 5|Content-Length: 6|false",
      })
  void headConfirmsOrContradicts(String stored, String head, boolean confirmed) {
    assertThat(Validation.isConfirmedByHead(fields(stored), fields(head))).isEqualTo(confirmed);
  }

  /** Section 3.1; the names are those of the suite's header list. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authentication-Info",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Age",
      })
  void theseFieldsAreNeverStored(String name) {
    assertThat(StoredFields.of(fields(name + ": x & B: 2 & Date: +0"), Set.of(), Messages.NOW))
        .isEqualTo(fields("B: 2 & Date: +0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // response | stored | section of RFC 9111
        "Connection: a, B & a: 1 & b: 2 & c: 3 & Date: +0|c: 3 & Date: +0|3.1",
        "Connection: a & Connection: b & a: 1 & b: 2 & Date: +0|Date: +0|3.1: lines",
        "Connection: Cache-Control & Cache-Control: private & Date: +0"
            + "|Cache-Control: private & Date: +0|RFC 9110, 7.6.1: not for Connection to name",
        "omit: 1 & B: 2 & Date: +0|B: 2 & Date: +0|5.2.2.4",
        "Set-Cookie: a & Set-Cookie: b & Date: +0|Set-Cookie: a & Set-Cookie: b & Date: +0|3.1",
        "B: 2|B: 2 & Date: +0|RFC 9110, 6.6.1: received without Date",
        "Date: foo & B: 2|B: 2 & Date: +0|RFC 9110, 6.6.1: Date can't be read",
        "Date: -9 & B: 2|Date: -9 & B: 2|other-date-update",
      })
  void otherFieldsAreStored(String response, String stored, String section) {
    assertThat(StoredFields.of(fields(response), Set.of("omit"), Messages.NOW))
        .as(section)
        .isEqualTo(fields(stored));
  }

  @Test
  void aNotModifiedWithoutDateRenewsTheStoredResponse() {
    FieldList stored = fields("Date: -500 & Cache-Control: max-age=60 & ETag: \"a\"");
    FieldList updated = updated("Date: -500 & Cache-Control: max-age=60 & ETag: \"a\"", "");
    Timing timing = new Timing(Messages.NOW, Messages.NOW);
    assertThat(terms(stored, timing).isFresh(Messages.NOW)).isFalse();
    assertThat(terms(updated, timing).isFresh(Messages.NOW)).isTrue();
  }

  private static CachingTerms terms(FieldList fields, Timing timing) {
    ResponseHead response = new ResponseHead(200, fields);
    return CachingTerms.of(response, Messages.control(response), timing, Heuristic.NONE);
  }

  private static FieldList updated(String stored, String received) {
    return Validation.updated(fields(stored), fields(received));
  }

  private static List<FieldList> several(String text) {
    return text == null
        ? List.of(FieldList.empty())
        : Arrays.stream(text.split(" / ", -1)).map(Messages::fields).toList();
  }

  private static FieldList fields(String text) {
    return Messages.fields(text == null ? "" : text);
  }
}
