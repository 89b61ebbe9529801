package dev.headwater.edge.http.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.edge.http.structured.BareItem.ByteSequence;
import dev.headwater.edge.http.structured.BareItem.DisplayString;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredFieldsTest {
  /** What is read, in the form in which it is written; - where it is no value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        // input | canonical | section of RFC 9651
        "42|42|3.3.1",
        "-42|-42|3.3.1",
        "042|42|4.2.4: leading zeros",
        "-0|0|3.3.1",
        "999999999999999|999999999999999|3.3.1: 15 digits",
        "1000000000000000|-|3.3.1: 16 digits",
        "--0|-|4.2.4",
        "- 1|-|4.2.4",
        "4.5|4.5|3.3.2",
        "-4.50|-4.5|4.1.5",
        "1.0|1.0|4.1.5",
        "0.001|0.001|3.3.2",
        "1.|-|4.2.4: no digit after the point",
        ".1|-|4.2.3.1",
        "1.1234|-|4.2.4: 4 digits after the point",
        "1.1.1|-|4.2.4",
        "123456789012.1|123456789012.1|3.3.2: 12 digits",
        "1234567890123.0|-|3.3.2: 13 digits",
        "\"foo bar\"|\"foo bar\"|3.3.3",
        "\"\"|\"\"|3.3.3",
        "\"b\\\"a\\\\r\"|\"b\\\"a\\\\r\"|4.2.5: escapes",
        "\"b\\ar\"|-|4.2.5: other escape",
        "\"foo|-|4.2.5: unterminated",
        "\"foo\\|-|4.2.5: unterminated escape",
        "\"f\u00fc\"|-|4.2.5: not ASCII",
        "\"a\tb\"|-|4.2.5: control",
        "'foo'|-|4.2.3.1: single quotes",
        "a_b-c.d:e/f%g|a_b-c.d:e/f%g|3.3.4",
        "*foo|*foo|3.3.4",
        ":aGVsbG8=:|:aGVsbG8=:|3.3.5",
        "::|::|3.3.5",
        ":aGVsbG8:|:aGVsbG8=:|4.2.7: padding may be missing",
        ":iZ==:|:iQ==:|4.2.7: pad bits may be set",
        ":_-Ah:|-|4.2.7: URL alphabet",
        ":aGVsbG8=|-|4.2.7: unterminated",
        ":aGVsbG8 =:|-|4.2.7: space",
        ":=aGVsbG8=:|-|4.2.7: padding first",
        "?1|?1|3.3.6",
        "?0|?0|3.3.6",
        "?2|-|4.2.8",
        "?T|-|4.2.8",
        "?|-|4.2.8",
        "@1659578233|@1659578233|3.3.7",
        "@-1|@-1|3.3.7",
        "@1.5|-|4.2.9: part of a second",
        "@|-|4.2.9",
        "%\"f%c3%bc\"|%\"f%c3%bc\"|3.3.8",
        "%\"f%C3%BC\"|-|4.2.10: upper case",
        "%\"%c3\"|-|4.2.10: no UTF-8",
        "%\"%0\"|-|4.2.10",
        "%\"a|-|4.2.10: unterminated",
        "%foo|-|4.2.10",
        "  1  |1|4.2: spaces around",
        "1\t|-|4.2: no tab",
        "`1 2`|-|4.2: more than one item",
        "1,2|-|4.2: a list",
        "`a; b=1;  c`|a;b=1;c|3.1.2",
        "a;b=?1|a;b|4.1.1.2: true is left out",
        "a;b=1;c=2;b=3|a;b=3;c=2|4.2.3.2: the last counts, in the place of the first",
        "a;B=1|-|3.1.2: key in upper case",
        "a;b =1|-|4.2.3.2: space",
        "a;b= 1|-|4.2.3.2: space",
        "a;|-|4.2.3.2",
      })
  void anItemIsReadOrRefused(String input, String canonical, String section) {
    assertThat(StructuredFields.item(input).map(StructuredFields::serialize))
        .as(section)
        .isEqualTo(Optional.ofNullable(canonical));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void anItemIsNeverEmpty(String input) {
    assertThat(StructuredFields.item(input)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "``|``|4.2: an empty list",
        "1,42|`1, 42`|3.1",
        "`1 \t,\t 42`|`1, 42`|4.2.1: optional whitespace",
        "`1,`|-|4.2.1: trailing comma",
        "`1,,2`|-|4.2.1: empty member",
        "`,1`|-|4.2.1",
        "1 2|-|4.2.1: no comma",
        "`(1 2), (3)`|`(1 2), (3)`|3.1.1",
        "(  1   2 )|(1 2)|4.2.1.2",
        "()|()|3.1.1",
        "(1;a 2);b=?0|(1;a 2);b=?0|3.1.1",
        "`(1,2)`|-|4.2.1.2: comma",
        "(1|-|4.2.1.2: unterminated",
        "(1\"a\")|-|4.2.1.2: no space",
        "((1))|-|3.1.1: no list in a list",
      })
  void aListIsReadOrRefused(String input, String canonical, String section) {
    assertThat(StructuredFields.list(input).map(StructuredFields::serialize))
        .as(section)
        .isEqualTo(Optional.ofNullable(canonical));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "``|``|4.2: an empty dictionary",
        "`en=\"Applepie\", da=:w4ZibGV0w6ZydGU=:`|`en=\"Applepie\", da=:w4ZibGV0w6ZydGU=:`|3.2",
        "`a=?0, b, c; foo=bar`|`a=?0, b, c;foo=bar`|3.2: true is left out",
        "`a=(1 2), b=3;aa=bb`|`a=(1 2), b=3;aa=bb`|3.2",
        "`a=1,b=2,a=3`|`a=3, b=2`|4.2.2: the last counts, in the place of the first",
        "*a-b_c.1=1|*a-b_c.1=1|3.1.2: key",
        "A=1|-|3.1.2: key in upper case",
        "1a=1|-|3.1.2: key",
        "a =1|-|4.2.2: space",
        "a= 1|-|4.2.2: space",
        "a=|-|4.2.2: no value",
        "`a=1,`|-|4.2.2: trailing comma",
        "a=1 b=2|-|4.2.2: no comma",
      })
  void aDictionaryIsReadOrRefused(String input, String canonical, String section) {
    assertThat(StructuredFields.dictionary(input).map(StructuredFields::serialize))
        .as(section)
        .isEqualTo(Optional.ofNullable(canonical));
  }

  @Test
  void aMemberIsFoundByItsKey() {
    assertThat(StructuredFields.dictionary("max-age=60;x=1, no-store"))
        .hasValueSatisfying(dictionary -> {
          assertThat(dictionary.get("no-store")).isEqualTo(Item.bool(true));
          assertThat(dictionary.get("max-age"))
              .isEqualTo(
                  new Item(
                      new BareItem.IntegerValue(60),
                      Parameters.of("x", new BareItem.IntegerValue(1))));
          assertThat(dictionary.get("private")).isNull();
        });
  }

  @Test
  void aDecimalIsRoundedToTheEvenThousandth() {
    assertThat(StructuredFields.serialize(Item.decimal(new BigDecimal("1.0005")))).isEqualTo("1.0");
    assertThat(StructuredFields.serialize(Item.decimal(new BigDecimal("1.0015"))))
        .isEqualTo("1.002");
  }

  @Test
  void bytesAndTextComeBack() {
    byte[] bytes = {0, -1, 127, 58};
    assertThat(ByteSequence.of(bytes).bytes()).isEqualTo(bytes);
    String text = StructuredFields.serialize(Item.of(new DisplayString("\"f\u00fc\ud83d\ude00%")));
    assertThat(text).isEqualTo("%\"%22f%c3%bc%f0%9f%98%80%25\"");
    assertThat(StructuredFields.item(text).map(Item::value))
        .contains(new DisplayString("\"f\u00fc\ud83d\ude00%"));
  }

  /** Section 4.1: a value that has no textual form can't be made. */
  @Test
  void whatCannotBeWrittenIsRefused() {
    assertThatThrownBy(() -> Item.integer(1_000_000_000_000_000L))
        .hasMessageContaining("15 digits");
    assertThatThrownBy(() -> Item.decimal(new BigDecimal("1000000000000")))
        .hasMessageContaining("12 digits");
    assertThatThrownBy(() -> Item.string("\n")).hasMessageContaining("printable");
    assertThatThrownBy(() -> Item.token("a b")).hasMessageContaining("token");
    assertThatThrownBy(() -> new DisplayString("\ud800")).hasMessageContaining("surrogates");
    assertThatThrownBy(() -> Parameters.of("A", new BareItem.BooleanValue(true)))
        .hasMessageContaining("key");
    assertThat(StructuredFields.serialize(List.of())).isEmpty();
  }
}
