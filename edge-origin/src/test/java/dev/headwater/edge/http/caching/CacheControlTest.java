package dev.headwater.edge.http.caching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheControlTest {
  /** The seconds of max-age; - where it isn't stated. Cites RFC 9111, or the suite's test. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "max-age=3600|3600|5.2.2.1",
        "MaX-aGe=3600|3600|5.2: case",
        "no-cache,max-age=1|1|5.2",
        "` foobar ,\t max-age=3600 `|3600|5.2.3: unknown directives",
        "`,, ,max-age=1,`|1|RFC 9110, 5.6.1: empty elements",
        "max-age=2147483647|2147483647|1.2.2",
        "max-age=2147483648|2147483648|1.2.2",
        "max-age=2147483649|2147483648|1.2.2: the most that is told apart",
        "max-age=99999999999|2147483648|1.2.2",
        "max-age=99999999999999999999999999|2147483648|1.2.2",
        "max-age=003600|3600|freshness-max-age-leading-zero",
        "max-age=000000000000000000000001|1|1.2.2",
        "max-age=\"3600\"|3600|5.2: quoted",
        "max-age=\"36\\00\"|3600|RFC 9110, 5.6.4: quoted pair",
        "max-age='3600'|0|freshness-max-age-single-quoted",
        "max-age=-3600|0|4.2.1: negative",
        "max-age=3600.0|0|4.2.1: decimal",
        "max-age=3600.5|0|4.2.1: decimal",
        "max-age=a3600|0|4.2.1: letter",
        "max-age=3600a|0|4.2.1: letter",
        "max-age=|0|4.2.1: empty",
        "max-age|0|4.2.1: none",
        "max-age =3600|0|freshness-max-age-space-before-equals",
        "max-age= 3600|0|freshness-max-age-space-after-equals",
        "max-age=3600;public|0|4.2.1: other separator",
        "max-age=3600 public|0|4.2.1: no separator",
        "max-age=\"3600|0|4.2.1: unterminated",
        "max-age=\"3600\"x|0|4.2.1: more after the quotes",
        "max-age=3600, max-age=1800|3600|4.2.1: the first counts",
        "max-age=1 & max-age=1800|1|4.2.1: the first counts",
        "extension=\"max-age=3600\", max-age=1|1|freshness-max-age-ignore-quoted",
        "max-age=1, extension=\"max-age=3600\"|1|freshness-max-age-ignore-quoted-rev",
        "extension=\"a\\\"max-age=3600, b\"|-|RFC 9110, 5.6.4: quoted quote",
        "extension=\"a, max-age=5|5|unterminated: hides nothing",
        "x-max-age=3600|-|5.2",
        "s-maxage=3600|-|5.2",
        "=3, max-age=4|4|5.2: no name",
      })
  void secondsAreReadFromAnyForm(String text, Long seconds, String section) {
    OptionalLong expected = seconds == null ? OptionalLong.empty() : OptionalLong.of(seconds);
    assertThat(parse(text).seconds("max-age")).as(section).isEqualTo(expected);
  }

  /** Of several forms of one directive the one counts that restricts most. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // directive | stated for the whole response | for fields | section
        "private|true|``|5.2.2.7",
        "PRIVATE|true|``|5.2",
        "private=\"a\"|false|a|5.2.2.7",
        "private=\"Set-Cookie, A\"|false|set-cookie a|5.2.2.7",
        "private=set-cookie|false|set-cookie|5.2.2.7: token form",
        "private=\"\"|true|``|5.2.2.7: names no field",
        "private=\" , \"|true|``|5.2.2.7: names no field",
        "private=|true|``|5.2.2.7: malformed",
        "private =\"a\"|true|``|5.2.2.7: malformed",
        "private=\"a|true|``|5.2.2.7: unterminated",
        "private=\"a b\"|true|``|5.2.2.7: no name",
        "private=\"a\" b|true|``|5.2.2.7: malformed",
        "private=\"a\", private|true|a|4.2.1: the most restrictive",
        "private=\"a\" & private=\"b\"|false|a b|4.2.1: both",
        "x=\"private\"|false|``|5.2: quoted",
        "public|false|``|5.2.2.7",
      })
  void aDirectiveIsForTheWholeResponseOrForFields(
      String text, boolean whole, String names, String section) {
    CacheControl control = parse(text);
    Set<String> expected =
        names.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(names.split(" ", -1)));
    assertThat(control.appliesWhole("private")).as(section).isEqualTo(whole);
    assertThat(control.fieldNames("private")).as(section).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no-store|true|5.2.2.5",
        "No-StOrE|true|cc-resp-no-store-case-insensitive",
        "max-age=10000, no-store|true|cc-resp-no-store-fresh",
        "no-store=1|true|5.2: unexpected argument",
        "no-store x|true|5.2: unexpected rest",
        "x-no-store|false|5.2",
      })
  void aDirectiveIsStatedInAnyForm(String text, boolean stated, String section) {
    assertThat(parse(text).has("no-store")).as(section).isEqualTo(stated);
  }

  @Test
  void whateverIsSentIsReadAndHidesNoOtherLine() {
    Random random = new Random(7);
    String pieces = "max-age=,\"\\ ;'09abz\t\u0000\u00fc";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder line = new StringBuilder();
      random
          .ints(random.nextInt(30), 0, pieces.length())
          .forEach(at -> line.append(pieces.charAt(at)));
      CacheControl control = CacheControl.parse(List.of(line.toString()));
      assertThat(control.seconds("max-age").orElse(0))
          .as(line.toString())
          .isBetween(0L, DeltaSeconds.LARGEST);
      assertThat(CacheControl.parse(List.of(line.toString(), "no-store")).has("no-store"))
          .as(line.toString())
          .isTrue();
    }
  }

  private static CacheControl parse(String lines) {
    return CacheControl.parse(Arrays.asList(lines.split(" & ", -1)));
  }
}
