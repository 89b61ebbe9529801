package dev.headwater.edge.http.structured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.http.structured.BareItem.BooleanValue;
import dev.headwater.edge.http.structured.BareItem.ByteSequence;
import dev.headwater.edge.http.structured.BareItem.DateValue;
import dev.headwater.edge.http.structured.BareItem.DecimalValue;
import dev.headwater.edge.http.structured.BareItem.DisplayString;
import dev.headwater.edge.http.structured.BareItem.IntegerValue;
import dev.headwater.edge.http.structured.BareItem.StringValue;
import dev.headwater.edge.http.structured.BareItem.TokenValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredFieldsFuzzTest {
  private static final int ROUNDS = 20_000;

  /** What the grammar is made of, and a little that it isn't. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "B",
          "*",
          "-",
          ".",
          "0",
          "7",
          "12345678",
          "=",
          ";",
          ",",
          " ",
          "\t",
          "(",
          ")",
          "\"",
          "\\",
          ":",
          "?1",
          "?0",
          "@",
          "%",
          "%\"",
          "c3",
          "/",
          "\u0000",
          "\u00fc",
          "aGk=",
          "a=1",
          ";q=0.5");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverIsReadIsReadAgainFromItsCanonicalForm(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      String text = text(random);
      StructuredFields.item(text)
          .ifPresent(item ->
              assertThat(StructuredFields.item(StructuredFields.serialize(item)))
                  .as(text)
                  .contains(item));
      StructuredFields.list(text)
          .ifPresent(list ->
              assertThat(StructuredFields.list(StructuredFields.serialize(list)))
                  .as(text)
                  .contains(list));
      StructuredFields.dictionary(text)
          .ifPresent(dictionary ->
              assertThat(StructuredFields.dictionary(StructuredFields.serialize(dictionary)))
                  .as(text)
                  .contains(dictionary));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void whateverIsWrittenIsReadBack(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      List<Member> list = several(random, () -> member(random));
      assertThat(StructuredFields.list(StructuredFields.serialize(list))).contains(list);
      SequencedMap<String, Member> members = new LinkedHashMap<>();
      list.forEach(member -> members.put("k" + random.nextInt(5), member));
      Dictionary dictionary = new Dictionary(members);
      assertThat(StructuredFields.dictionary(StructuredFields.serialize(dictionary)))
          .contains(dictionary);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, random.nextInt(12))
        .forEach(_ -> text.append(PIECES.get(random.nextInt(PIECES.size()))));
    return text.toString();
  }

  private static Member member(Random random) {
    return random.nextInt(4) == 0
        ? new InnerList(several(random, () -> item(random)), parameters(random))
        : item(random);
  }

  private static Item item(Random random) {
    return new Item(bareItem(random), parameters(random));
  }

  private static Parameters parameters(Random random) {
    SequencedMap<String, BareItem> values = new LinkedHashMap<>();
    several(random, () -> bareItem(random)).forEach(v -> values.put("p" + values.size(), v));
    return new Parameters(values);
  }

  private static BareItem bareItem(Random random) {
    byte[] bytes = new byte[random.nextInt(6)];
    random.nextBytes(bytes);
    long integer = random.nextLong(-999_999_999_999_999L, 1_000_000_000_000_000L);
    return switch (random.nextInt(8)) {
      case 0 -> new IntegerValue(integer);
      case 1 -> new DecimalValue(BigDecimal.valueOf(integer, 3));
      case 2 -> new StringValue(ascii(random));
      case 3 -> new TokenValue("*" + ascii(random).replaceAll("[^a-zA-Z0-9!#$%&'*+.^_`|~:/-]", ""));
      case 4 -> ByteSequence.of(bytes);
      case 5 -> new BooleanValue(random.nextBoolean());
      case 6 -> new DateValue(integer);
      default -> new DisplayString(ascii(random) + "\u00fc\ud83d\ude00\n");
    };
  }

  private static String ascii(Random random) {
    return random
        .ints(random.nextInt(8), ' ', '~' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static <T> List<T> several(Random random, Supplier<T> one) {
    return Stream.generate(one).limit(random.nextInt(4)).toList();
  }
}
