package dev.headwater.edge.http.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.http.message.FieldList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentRangeTest {
  @ParameterizedTest(name = "{2}: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        // field | valid | section of RFC 9110
        "bytes 42-1233/1234|true|14.4",
        "bytes 42-1233/*|true|14.4 size not known",
        "bytes */1234|true|14.4 unsatisfied",
        "bytes */0|true|14.4 unsatisfied",
        "bytes 0-0/1|true|14.4",
        "bytes 5-4/10|false|14.4 last before first",
        "bytes 5-10/10|false|14.4 size not behind last",
        "bytes 0-9/0|false|14.4 size not behind last",
        "bytes */*|false|14.4",
        "bytes 0-/10|false|14.4",
        "bytes -5/10|false|14.4",
        "bytes=0-4/10|false|14.4",
        "bytes 0-4|false|14.4",
        "items 0-4/10|false|14.4 another unit",
        "bytes 0-9999999999999999999999/*|false|beyond 63 bits",
        "bytes 0-4/10, bytes 5-9/10|false|14.4 two",
        "0-4/10|false|14.4",
        "''|false|14.4",
      })
  void onlyWhatCanBeTrueIsRead(String field, boolean valid, String section) {
    Optional<String> read = ContentRange.parse(field).map(Object::toString);
    assertThat(read).as(section).isEqualTo(valid ? Optional.of(field) : Optional.empty());
  }

  @Test
  void caseOfTheUnitAndSpaceAreForgiven() {
    assertThat(ContentRange.parse(" BYTES  0-1/2 "))
        .hasValue(ContentRange.Satisfied.of(ByteSpan.between(0, 1), 2));
  }

  @Test
  void severalLinesAreNone() {
    FieldList fields = FieldList.of("Content-Range", "bytes 0-1/2", "Content-Range", "bytes 0-1/2");
    assertThat(ContentRange.of(fields)).isEmpty();
  }

  @Test
  void whatCannotBeTrueIsNotMade() {
    assertThatThrownBy(() -> ContentRange.Satisfied.of(new ByteSpan(0, 11), 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("size: 10 (expected: >= 11)");
  }
}
