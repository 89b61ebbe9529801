package dev.headwater.edge.http.structured;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads and writes structured field values. A value that breaks any rule is no value at all (RFC
 * 9651, section 4.2): reading it gives an empty result. Several lines of a field are read joined by
 * commas.
 */
public final class StructuredFields {
  private StructuredFields() {}

  public static Optional<Item> item(String text) {
    return whole(text, Parser::item);
  }

  /** An empty value is a list without members. */
  public static Optional<List<Member>> list(String text) {
    return whole(text, Parser::list);
  }

  /** An empty value is a dictionary without members. */
  public static Optional<Dictionary> dictionary(String text) {
    return whole(text, Parser::dictionary);
  }

  public static String serialize(Item item) {
    return new Serializer().member(item).toString();
  }

  /** Empty where the list is: its field is then not sent (section 4.1). */
  public static String serialize(List<? extends Member> list) {
    return new Serializer().list(list).toString();
  }

  /** Empty where the dictionary is: its field is then not sent (section 4.1). */
  public static String serialize(Dictionary dictionary) {
    return new Serializer().dictionary(dictionary).toString();
  }

  private static <T> Optional<T> whole(String text, Function<Parser, T> grammar) {
    try {
      Parser parser = new Parser(text);
      T value = grammar.apply(parser);
      parser.end();
      return Optional.of(value);
    } catch (SyntaxException e) {
      return Optional.empty();
    }
  }
}
