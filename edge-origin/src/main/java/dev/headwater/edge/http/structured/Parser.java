package dev.headwater.edge.http.structured;

import dev.headwater.edge.http.structured.BareItem.BooleanValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The containers of the grammar, by recursive descent (RFC 9651, section 4.2). Throws {@link
 * SyntaxException}. Not thread-safe.
 */
final class Parser {
  private static final BareItem TRUE = new BooleanValue(true);

  private final Scanner scanner;
  private final BareItemParser bareItems;

  Parser(String text) {
    scanner = new Scanner(text);
    bareItems = new BareItemParser(scanner);
    scanner.skipSpaces();
  }

  void end() {
    scanner.skipSpaces();
    if (!scanner.atEnd()) {
      throw scanner.failure("the end");
    }
  }

  /** Section 4.2.1. */
  List<Member> list() {
    List<Member> members = new ArrayList<>();
    while (!scanner.atEnd()) {
      members.add(member());
      if (!more()) {
        break;
      }
    }
    return List.copyOf(members);
  }

  /** Section 4.2.2: of members with one key the last counts. */
  Dictionary dictionary() {
    SequencedMap<String, Member> members = new LinkedHashMap<>();
    while (!scanner.atEnd()) {
      String key = key();
      members.put(key, scanner.skip('=') ? member() : new Item(TRUE, parameters()));
      if (!more()) {
        break;
      }
    }
    return new Dictionary(members);
  }

  /** Section 4.2.3. */
  Item item() {
    return new Item(bareItems.parse(), parameters());
  }

  /** Whether a comma and another member follow; false at the end. */
  private boolean more() {
    scanner.skipOptionalWhitespace();
    if (scanner.atEnd()) {
      return false;
    }
    scanner.expect(',');
    scanner.skipOptionalWhitespace();
    if (scanner.atEnd()) {
      throw scanner.failure("a member after the comma");
    }
    return true;
  }

  private Member member() {
    return scanner.peek() == '(' ? innerList() : item();
  }

  /** Section 4.2.1.2. */
  private InnerList innerList() {
    scanner.expect('(');
    List<Item> items = new ArrayList<>();
    scanner.skipSpaces();
    while (!scanner.skip(')')) {
      items.add(item());
      if (scanner.peek() != ' ' && scanner.peek() != ')') {
        throw scanner.failure("a space or )");
      }
      scanner.skipSpaces();
    }
    return new InnerList(items, parameters());
  }

  /** Section 4.2.3.2: of parameters with one key the last counts. */
  private Parameters parameters() {
    if (scanner.peek() != ';') {
      return Parameters.NONE;
    }
    SequencedMap<String, BareItem> values = new LinkedHashMap<>();
    while (scanner.skip(';')) {
      scanner.skipSpaces();
      String key = key();
      values.put(key, scanner.skip('=') ? bareItems.parse() : TRUE);
    }
    return new Parameters(values);
  }

  private String key() {
    return scanner.word(Characters::beginsKey, Characters::continuesKey, "a key");
  }
}
