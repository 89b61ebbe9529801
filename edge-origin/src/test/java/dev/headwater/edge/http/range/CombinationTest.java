package dev.headwater.edge.http.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.conditional.Validators;
import dev.headwater.edge.http.message.FieldList;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CombinationTest {
  @ParameterizedTest(name = "{5}: {0} {1}, {2} {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // tag | size | other tag | other size | allowed | section of RFC 9110
        "\"a\"|10|\"a\"|10|true|15.3.7.3",
        "\"a\"|10|\"a\"|-|true|15.3.7.3 size not known",
        "\"a\"|10|\"a\"|11|false|one of the sizes is a lie",
        "\"a\"|10|\"b\"|10|false|15.3.7.3",
        "W/\"a\"|10|W/\"a\"|10|false|15.3.7.3 strong validator",
        "-|10|-|10|false|15.3.7.3 no validator",
      })
  void partsOfTheSameBytesMayBePutTogether(
      @Nullable String tag,
      @Nullable Long size,
      @Nullable String otherTag,
      @Nullable Long otherSize,
      boolean allowed,
      String section) {
    assertThat(
            Combination.isAllowed(
                validators(tag), optional(size), validators(otherTag), optional(otherSize)))
        .as(section)
        .isEqualTo(allowed);
  }

  private static Validators validators(@Nullable String tag) {
    return Validators.of(tag == null ? FieldList.empty() : FieldList.of("ETag", tag), 0);
  }

  private static OptionalLong optional(@Nullable Long number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
