package dev.headwater.edge.http.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.headwater.edge.http.message.FieldList;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        // response | request that was answered | request | match | section of RFC 9111, or test
        "-|Foo: 1|Foo: 2|true|4.1: nothing selects",
        "Vary: Foo|Foo: 1|Foo: 1|true|vary-match",
        "Vary: Foo|Foo: 1|Foo: 2|false|vary-no-match",
        "Vary: Foo|Foo: a|Foo: A|false|4.1: case may matter",
        "Vary: foo|FOO: 1|fOO: 1|true|RFC 9110, 5.1",
        "Vary: Foo|-|Foo: 1|false|vary-omit-stored",
        "Vary: Foo|Foo: 1|-|false|vary-omit",
        "Vary: Foo|-|-|true|4.1: absent from both",
        "Vary: Foo|`Foo: `|-|false|4.1: empty is not absent",
        "Vary: Foo|Foo: 1 & Other: 2|Foo: 1 & Other: 3|true|vary-cache-key",
        "Vary: Foo, Bar|Foo: 1 & Bar: abc|Bar: abc & Foo: 1|true|vary-2-match",
        "Vary: Foo & Vary: Bar|Foo: 1 & Bar: abc|Foo: 1 & Bar: abd|false|4.1: lines",
        "Vary: Foo, Bar|Foo: 1 & Bar: abc|Foo: 2 & Bar: abc|false|vary-2-no-match",
        "Vary: Foo, Bar|Foo: 1|-|false|vary-2-match-omit",
        "`Vary: Foo,Bar ,\tBaz,,`|Foo: 1 & Baz: 789|Foo: 1 & Baz: 789|true|vary-3-omit",
        "Vary: Foo, Bar, Baz|Foo: 1 & Bar: abc4|Foo: 1 & Bar: abc|false|vary-3-order",
        "Vary: Foo|Foo: 1, 2|Foo: 1 & Foo: 2|true|vary-normalise-combine",
        "Vary: Foo|Foo: 1,2|Foo: 1 \t, 2|true|vary-normalise-space",
        "Vary: Foo|Foo: 1, 2|Foo: 2, 1|false|4.1: order may matter",
        "Vary: Foo|Foo: a b|Foo: a  b|false|4.1: other whitespace may matter",
        "Vary: Foo|`Foo: \"a, b\"`|`Foo: \"a,b\"`|false|4.1: quoted",
        "Vary: Foo|`Foo: \"a\\\", b\"`|`Foo: \"a\\\",b\"`|false|4.1: quoted quote",
        "Vary: Foo|`Foo: \"a\", b`|`Foo: \"a\",b`|true|4.1: after the quotes",
        "Vary: Accept-Language|Accept-Language: en, de|Accept-Language: de, en|true|lang-order",
        "Vary: Accept-Language|Accept-Language: en, de|Accept-Language: eN, De|true|lang-case",
        "Vary: Accept-Language|Accept-Language: en, de|Accept-Language: en ,   de|true|lang-space",
        "Vary: Accept-Language|Accept-Language: en;q=0.5|Accept-Language: en; q=0.500|true|12.4.2",
        "Vary: Accept-Language|Accept-Language: en|Accept-Language: en;q=1.0|true|12.4.2",
        "Vary: Accept-Language|Accept-Language: en;q=0|Accept-Language: en;q=0.000|true|12.4.2",
        "Vary: Accept-Language|Accept-Language: en;q=0.5|Accept-Language: en;q=0.05|false|12.4.2",
        "Vary: Accept-Encoding|Accept-Encoding: gzip, br|Accept-Encoding: BR,gzip|true|4.1",
        "Vary: Accept-Language|Accept-Language: en;q=0.25|Accept-Language: en ; q=0.250|true|12.4.2",
        "Vary: Accept-Encoding|Accept-Encoding: gzip, br|Accept-Encoding: gzip|false|4.1",
      })
  void aRequestSelectsWhatItsFieldsMatch(
      String response, String answered, String request, boolean match, String section) {
    assertThat(key(response, answered).matches(fields(request))).as(section).isEqualTo(match);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", ",", " ,", "\"", ";q=0.", "0"})
  void aLongValueTakesNoLongTime(String piece) {
    String value = "en;q=0." + piece.repeat(100_000) + "x";
    for (String name : new String[] {"Foo", "Accept-Language"}) {
      FieldList request = FieldList.of(name, value);
      VaryKey key = new Vary(List.of(name.toLowerCase(Locale.ROOT))).key(request, request);
      assertTimeout(Duration.ofSeconds(2), () -> assertThat(key.matches(request)).isTrue());
    }
  }

  /** Where the languages that were asked for differ, the content's own may decide. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // Content-Language | Accept-Language | match | section
        "de|fr;q=0.5, de;q=1.0|true|vary-normalise-lang-select",
        "DE|de|true|RFC 9110, 8.5.1: case",
        "de|de;q=0.2|true|the only one",
        "de|fr, de;q=0.5|false|another is preferred",
        "de|fr, de|false|another is wanted as much",
        "de|de-AT|false|another language",
        "de, en|de|false|in two languages",
        "de|de;q=x|false|no weight",
        "de|de;q=0|false|RFC 9110, 12.4.2: unwanted",
        "-|de|false|language unknown",
        "de|-|false|absent from the request",
      })
  void contentInTheLanguageWantedMostIsSelected(
      String contentLanguage, String acceptLanguage, boolean match, String section) {
    String response =
        "Vary: Accept-Language"
            + (contentLanguage == null ? "" : " & Content-Language: " + contentLanguage);
    assertThat(
            key(response, "Accept-Language: en, de")
                .matches(
                    fields(acceptLanguage == null ? "" : "Accept-Language: " + acceptLanguage)))
        .as(section)
        .isEqualTo(match);
  }

  /** Section 4.1; the forms are those of the suite's vary-syntax tests. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Vary: *",
        "Vary: *, *",
        "Vary: * & Vary: *",
        "Vary: , *",
        "Vary:  & Vary: *",
        "Vary: *, Foo",
        "Vary: Foo, *",
        "Vary: Foo Bar",
      })
  void anAsteriskAnywhereMatchesNothing(String response) {
    assertThat(Vary.of(fields(response)).matchesNothing()).isTrue();
    assertThat(key(response, "Foo: 1").matches(fields("Foo: 1"))).isFalse();
  }

  @Test
  void requestsThatSelectTheSameHaveEqualKeys() {
    assertThat(key("Vary: Foo, Accept-Encoding", "Foo: 1, 2 & Accept-Encoding: gzip, br"))
        .isEqualTo(key("Vary: accept-encoding, foo", "Accept-Encoding: br,gzip & Foo: 1 & Foo: 2"));
  }

  private static VaryKey key(String response, String request) {
    return Vary.of(fields(response)).key(fields(request), fields(response));
  }

  private static FieldList fields(String text) {
    return Messages.fields(text == null ? "" : text);
  }
}
