package dev.headwater.edge.http.conditional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.message.FieldList;
import dev.headwater.edge.http.message.HttpDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorsTest {
  private static final long MODIFIED = 1_700_000_000_000L;

  @ParameterizedTest(name = "{4}: {0} {1}, {2} {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // tag | seconds from modification to date | other tag | other seconds | same | section
        "\"a\"|-|\"a\"|-|true|8.8.3.2",
        "\"a\"|-|\"b\"|-|false|8.8.3.2",
        "W/\"a\"|-|W/\"a\"|-|false|8.8.1 weak",
        "W/\"a\"|60|W/\"a\"|60|false|the tag is what the origin wants compared",
        "\"a\"|60|-|60|false|one has a tag, the other not",
        "-|60|-|60|true|8.8.2.2",
        "-|1|-|60|true|8.8.2.2",
        "-|0|-|60|false|8.8.2.2 within a second",
        "-|-|-|-|false|nothing to compare",
      })
  void onlyAStrongValidatorStandsForTheBytes(
      @Nullable String tag,
      @Nullable Long seconds,
      @Nullable String otherTag,
      @Nullable Long otherSeconds,
      boolean same,
      String section) {
    Validators one = validators(tag, seconds);
    Validators other = validators(otherTag, otherSeconds);
    assertThat(one.strongMatch(other)).as(section).isEqualTo(same);
    assertThat(other.strongMatch(one)).as(section).isEqualTo(same);
  }

  @Test
  void ifRangeTakesWhatIsStrong() {
    assertThat(validators("\"a\"", 60L).ifRange()).isEqualTo("\"a\"");
    assertThat(validators("W/\"a\"", 60L).ifRange()).isNull();
    assertThat(validators(null, 60L).ifRange()).isEqualTo(HttpDate.format(MODIFIED));
    assertThat(validators(null, 0L).ifRange()).isNull();
  }

  @Test
  void a304SaysAllButWhatTheClientHas() {
    FieldList stored =
        FieldList.of(
            "Date",
            "d",
            "ETag",
            "\"a\"",
            "Last-Modified",
            "l",
            "Content-Type",
            "t",
            "Content-Length",
            "1",
            "content-encoding",
            "gzip",
            "Content-Location",
            "/x",
            "Vary",
            "v",
            "Cache-Control",
            "c",
            "Expires",
            "e",
            "Set-Cookie",
            "s",
            "Content-Security-Policy",
            "p",
            "X",
            "x");
    assertThat(stored.toBuilder().removeAll(NotModifiedFields.LEFT_OUT).build())
        .as("RFC 9110, 15.4.5")
        .isEqualTo(
            FieldList.of(
                "Date",
                "d",
                "ETag",
                "\"a\"",
                "Last-Modified",
                "l",
                "Content-Location",
                "/x",
                "Vary",
                "v",
                "Cache-Control",
                "c",
                "Expires",
                "e",
                "Set-Cookie",
                "s",
                "Content-Security-Policy",
                "p",
                "X",
                "x"));
  }

  private static Validators validators(@Nullable String tag, @Nullable Long seconds) {
    FieldList.Builder fields = FieldList.builder();
    if (tag != null) {
      fields.add("ETag", tag);
    }
    if (seconds != null) {
      fields.add("Last-Modified", HttpDate.format(MODIFIED));
      fields.add("Date", HttpDate.format(MODIFIED + seconds * 1_000));
    }
    return Validators.of(fields.build(), MODIFIED);
  }
}
