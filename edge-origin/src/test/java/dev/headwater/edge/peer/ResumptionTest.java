package dev.headwater.edge.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.RequestHead;
import dev.headwater.edge.http.message.ResponseHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResumptionTest {
  private static final String DATED = "Sun, 06 Nov 1994 08:49:37 GMT";
  private static final RequestHead WHOLE = new RequestHead("GET", "/a", FieldList.empty());

  private static ResponseHead head(int status, String... fields) {
    return new ResponseHead(status, FieldList.of(fields));
  }

  @Test
  void theRestIsAskedForWhereAStrongValidatorHoldsItTogether() {
    RequestHead question = new Resumption(head(200, "ETag", "\"a\""), 10).question(WHOLE);
    assertThat(question.fields().get("Range")).isEqualTo("bytes=10-");
    assertThat(question.fields().get("If-Range")).isEqualTo("\"a\"");
  }

  @ParameterizedTest
  @CsvSource({"200, W/\"a\", 10", "200, \"a\", 0", "206, \"a\", 10"})
  void elseAllIsAskedForAgain(int status, String etag, long given) {
    assertThat(new Resumption(head(status, "ETag", etag), given).question(WHOLE)).isEqualTo(WHOLE);
  }

  @Test
  void aRangeThatWasAskedForIsAskedForAgain() {
    RequestHead part = new RequestHead("GET", "/a", FieldList.of("Range", "bytes=5-99"));
    assertThat(new Resumption(head(206, "ETag", "\"a\""), 10).question(part)).isEqualTo(part);
  }

  /** Status, entity-tag and range of the first and of the next; bytes to skip, -1: no fit. */
  @ParameterizedTest
  @CsvSource({
    "200 a -, 206 a 10-99, 0",
    "200 a -, 206 a 11-99, -1",
    "200 a -, 206 b 10-99, -1",
    "200 a -, 206 - 10-99, -1",
    "200 a -, 200 a -, 10",
    "200 a -, 200 b -, -1",
    "200 a -, 404 a -, -1",
    "200 W/a -, 200 W/a -, 10",
    "200 W/a -, 200 a -, -1",
    "200 - -, 200 - -, -1",
    "206 a 5-99, 206 a 5-99, 10",
    "206 a 5-99, 206 a 6-99, -1",
    "206 a 5-99, 200 a -, -1",
  })
  void onlyWhatContinuesIsTaken(String first, String next, long skip) {
    assertThat(new Resumption(of(first), 10).skipped(of(next)).orElse(-1)).isEqualTo(skip);
  }

  private static ResponseHead of(String text) {
    String[] words = text.split(" ", -1);
    FieldList.Builder fields = FieldList.builder();
    if (!words[1].equals("-")) {
      fields.add("ETag", words[1].replace("a", "\"a\"").replace("b", "\"b\""));
    }
    if (!words[2].equals("-")) {
      fields.add("Content-Range", "bytes " + words[2] + "/100");
    }
    return new ResponseHead(Integer.parseInt(words[0]), fields.build());
  }

  @Test
  void theSameModificationDateWillDoWhereThereIsNoEntityTag() {
    ResponseHead dated = head(200, "Last-Modified", DATED);
    assertThat(new Resumption(dated, 10).skipped(dated)).hasValue(10);
  }
}
