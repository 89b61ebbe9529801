package dev.headwater.edge.http.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartialResponseTest {
  @ParameterizedTest(name = "{4}: {0}, {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // Content-Range | Content-Length | Content-Type | read as | section of RFC 9110
        "bytes 0-4/10|5|-|Part|15.3.7.1",
        "bytes 0-4/*|5|-|Part|14.4 size not known",
        "bytes 0-4/10|-|-|Part|15.3.7.1 length not given",
        "bytes 4-9/10|5|-|Malformed|lengths contradict each other",
        "bytes 0-4/10|x|-|Malformed|no length",
        "bytes 0-4/3|5|-|Malformed|14.4 can't be true",
        "bytes */10|5|-|Malformed|15.5.17 of a 416",
        "bytes */10|-|-|Malformed|15.5.17 of a 416",
        "-|5|text/plain|Malformed|15.3.7 says nothing of the part",
        "-|-|-|Malformed|15.3.7 says nothing of the part",
        "-|500|multipart/byteranges; boundary=x|Opaque|15.3.7.2",
        "bytes 0-4/10|5|Multipart/Byteranges; boundary=x|Malformed|15.3.7.2",
        "items 0-4/10|500|-|Opaque|14.4 another unit",
      })
  void partsAreOnlyBelievedWhereAllFieldsAgree(
      @Nullable String range,
      @Nullable String length,
      @Nullable String type,
      String expected,
      String section) {
    FieldList.Builder fields = FieldList.builder();
    add(fields, "Content-Range", range);
    add(fields, "Content-Length", length);
    add(fields, "Content-Type", type);
    assertThat(PartialResponse.of(new ResponseHead(206, fields.build())))
        .as(section)
        .extracting(read -> read.getClass().getSimpleName())
        .isEqualTo(expected);
  }

  private static void add(FieldList.Builder fields, String name, @Nullable String value) {
    if (value != null) {
      fields.add(name, value);
    }
  }
}
