package dev.headwater.edge.http.structured;

import dev.headwater.edge.http.structured.BareItem.BooleanValue;
import dev.headwater.edge.http.structured.BareItem.ByteSequence;
import dev.headwater.edge.http.structured.BareItem.DateValue;
import dev.headwater.edge.http.structured.BareItem.DecimalValue;
import dev.headwater.edge.http.structured.BareItem.DisplayString;
import dev.headwater.edge.http.structured.BareItem.IntegerValue;
import dev.headwater.edge.http.structured.BareItem.StringValue;
import dev.headwater.edge.http.structured.BareItem.TokenValue;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads bare items, whose first character tells their type (RFC 9651, section 4.2.3.1). */
final class BareItemParser {
  private static final int INTEGER_DIGITS = 15;
  private static final int DECIMAL_WHOLE_DIGITS = 12;
  private static final int DECIMAL_FRACTION_DIGITS = 3;

  private final Scanner scanner;

  BareItemParser(Scanner scanner) {
    this.scanner = scanner;
  }

  BareItem parse() {
    int c = scanner.peek();
    if (c == '-' || Characters.isDigit(c)) {
      return number();
    }
    if (Characters.beginsToken(c)) {
      return new TokenValue(scanner.run(Characters::continuesToken));
    }
    return switch (c) {
      case '"' -> string();
      case ':' -> byteSequence();
      case '?' -> bool();
      case '@' -> date();
      case '%' -> displayString();
      default -> throw scanner.failure("an item");
    };
  }

  /** Section 4.2.4. */
  private BareItem number() {
    String sign = scanner.skip('-') ? "-" : "";
    String whole = digits(INTEGER_DIGITS);
    if (!scanner.skip('.')) {
      return new IntegerValue(Long.parseLong(sign + whole));
    }
    if (whole.length() > DECIMAL_WHOLE_DIGITS) {
      throw scanner.failure("at most 12 digits before the point");
    }
    return new DecimalValue(new BigDecimal(sign + whole + "." + digits(DECIMAL_FRACTION_DIGITS)));
  }

  private String digits(int most) {
    String digits = scanner.run(Characters::isDigit);
    if (digits.isEmpty() || digits.length() > most) {
      throw scanner.failure("1 to " + most + " digits");
    }
    return digits;
  }

  /** Section 4.2.5. */
  private BareItem string() {
    scanner.expect('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      int c = scanner.next();
      if (c == '"') {
        return new StringValue(value.toString());
      }
      if (c == '\\') {
        c = scanner.next();
        if (c != '"' && c != '\\') {
          throw scanner.failure("an escaped quote or backslash");
        }
      }
      value.append((char) printable(c));
    }
  }

  private int printable(int c) {
    if (c < ' ' || c > '~') {
      throw scanner.failure("printable ASCII");
    }
    return c;
  }

  /** Section 4.2.7. */
  private BareItem byteSequence() {
    scanner.expect(':');
    String base64 = scanner.run(c -> c >= 0 && c != ':');
    scanner.expect(':');
    try {
      return new ByteSequence(base64);
    } catch (IllegalArgumentException e) {
      throw scanner.failure("base64");
    }
  }

  /** Section 4.2.8. */
  private BareItem bool() {
    scanner.expect('?');
    if (scanner.skip('1')) {
      return new BooleanValue(true);
    }
    scanner.expect('0');
    return new BooleanValue(false);
  }

  /** Section 4.2.9. */
  private BareItem date() {
    scanner.expect('@');
    if (number() instanceof IntegerValue(long seconds)) {
      return new DateValue(seconds);
    }
    throw scanner.failure("whole seconds");
  }

  /** Section 4.2.10. */
  private BareItem displayString() {
    scanner.expect('%');
    scanner.expect('"');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!scanner.skip('"')) {
      int c = printable(scanner.next());
      bytes.write(c == '%' ? 16 * hexDigit() + hexDigit() : c);
    }
    try {
      ByteBuffer encoded = ByteBuffer.wrap(bytes.toByteArray());
      return new DisplayString(StandardCharsets.UTF_8.newDecoder().decode(encoded).toString());
    } catch (CharacterCodingException e) {
      throw scanner.failure("UTF-8");
    }
  }

  private int hexDigit() {
    int c = scanner.next();
    if (Characters.isDigit(c) || (c >= 'a' && c <= 'f')) {
      return Character.digit(c, 16);
    }
    throw scanner.failure("a lower-case hexadecimal digit");
  }
}
