package dev.headwater.edge.http.caching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetedFieldsTest {
  private static final TargetedFields SURROGATE =
      new TargetedFields(List.of("Surrogate-Control", "CDN-Cache-Control"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // fields | max-age | does Expires count | section of RFC 9213
        "Cache-Control: max-age=1 & Expires: +9|1|true|2.2: none targeted",
        "CDN-Cache-Control: max-age=60 & Cache-Control: max-age=1 & Expires: +9|60|false|2.2",
        "Headwater-Cache-Control: max-age=5 & CDN-Cache-Control: max-age=60|5|false|2.2: order",
        "CDN-Cache-Control: no-store & Cache-Control: max-age=9|-|false|2.2: replaces, not adds",
        "CDN-Cache-Control: max-age=60;x=1|60|false|2.1: parameters are ignored",
        "CDN-Cache-Control: foo, max-age=60|60|false|2.1: unknown directives",
        "CDN-Cache-Control: max-age=60 & CDN-Cache-Control: public|60|false|several lines",
        "CDN-Cache-Control: max-age=1, max-age=60|60|false|RFC 9651, 4.2.2: the last counts",
        "CDN-Cache-Control:  & Cache-Control: max-age=1|1|true|2.1: empty is ignored",
        "CDN-Cache-Control: max-age = 60 & Cache-Control: max-age=1|1|true|2.1: invalid is ignored",
        "CDN-Cache-Control: MaX-aGe=60 & Cache-Control: max-age=1|1|true|2.1: invalid is ignored",
        "CDN-Cache-Control: max-age=60, & Cache-Control: max-age=1|1|true|2.1: invalid is ignored",
        "Headwater-Cache-Control: &&& & CDN-Cache-Control: max-age=2|2|false|2.2: the next one",
        "CDN-Cache-Control: max-age=99999999999|2147483648|false|RFC 9111, 1.2.2",
        "CDN-Cache-Control: max-age=-1|0|false|RFC 9111, 4.2.1: negative",
        "CDN-Cache-Control: max-age=1.5|0|false|RFC 9111, 4.2.1: decimal",
        "CDN-Cache-Control: max-age|0|false|RFC 9111, 4.2.1: no number",
        "CDN-Cache-Control: max-age=(60)|0|false|RFC 9111, 4.2.1: no number",
        "CDN-Cache-Control: max-age=:aGk=:|0|false|RFC 9111, 4.2.1: no number",
        "CDN-Cache-Control: max-age=?0|-|false|2.1: false is not stated",
        "Surrogate-Control: max-age=60 & Cache-Control: max-age=1|1|true|2.2: not on the list",
      })
  void theFirstValidTargetedFieldGoverns(
      String fields, Long maxAge, boolean expires, String section) {
    ResponseControl control =
        TargetedFields.USUAL.control(Messages.fields(fields + " & Expires: +5"));
    OptionalLong expected = maxAge == null ? OptionalLong.empty() : OptionalLong.of(maxAge);
    assertThat(control.directives().seconds("max-age")).as(section).isEqualTo(expected);
    assertThat(!control.expires().isEmpty()).as(section).isEqualTo(expires);
  }

  @Test
  void fieldNamesAreStringsOrTokens() {
    CacheControl directives =
        TargetedFields.USUAL
            .control(Messages.fields("CDN-Cache-Control: private=\"A, b\", no-cache=c"))
            .directives();
    assertThat(directives.fieldNames("private")).containsExactlyInAnyOrder("a", "b");
    assertThat(directives.fieldNames("no-cache")).containsExactly("c");
  }

  /** Edge Architecture Specification, section 2.2; the last column is the suite's test. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Surrogate-Control: max-age=3600|3600|surrogate-max-age",
        "Surrogate-Control: max-age=99999999999|2147483648|surrogate-max-age-max-plus",
        "Surrogate-Control: max-age=3600;headwater|3600|surrogate-max-age-me-target",
        "Surrogate-Control: max-age=3600;not-for-you|-|surrogate-max-age-other-target",
        "Surrogate-Control: max-age=9;other, max-age=3;headwater|3|surrogate-max-age-other-target",
        "Surrogate-Control: max-age=0|0|surrogate-max-age-0",
        "Surrogate-Control: foobar, max-age=3600|3600|surrogate-max-age-extension",
        "Surrogate-Control: MaX-aGe=3600|3600|surrogate-max-age-case-insensitive",
        "Cache-Control: max-age=1 & Surrogate-Control: max-age=3600|3600|surrogate-max-age-short-cc",
        "Cache-Control: max-age=10000 & Surrogate-Control: no-store|-|surrogate-no-store-cc-fresh",
        "Cache-Control: no-store & Surrogate-Control: max-age=1;headwater|1|surrogate-fresh-cc-nostore",
        "Cache-Control: max-age=1 & Surrogate-Control: max-age=9;other|1|surrogate-max-age-other-target",
        "Surrogate-Control: ;, & CDN-Cache-Control: max-age=2|2|empty",
      })
  void surrogateControlCountsWhereItIsListed(String fields, Long maxAge, String test) {
    CacheControl directives = SURROGATE.control(Messages.fields(fields)).directives();
    OptionalLong expected = maxAge == null ? OptionalLong.empty() : OptionalLong.of(maxAge);
    assertThat(directives.seconds("max-age")).as(test).isEqualTo(expected);
  }
}
