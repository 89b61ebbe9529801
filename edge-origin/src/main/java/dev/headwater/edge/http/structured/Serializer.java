package dev.headwater.edge.http.structured;

import dev.headwater.edge.http.structured.BareItem.BooleanValue;
import dev.headwater.edge.http.structured.BareItem.ByteSequence;
import dev.headwater.edge.http.structured.BareItem.DateValue;
import dev.headwater.edge.http.structured.BareItem.DecimalValue;
import dev.headwater.edge.http.structured.BareItem.DisplayString;
import dev.headwater.edge.http.structured.BareItem.IntegerValue;
import dev.headwater.edge.http.structured.BareItem.StringValue;
import dev.headwater.edge.http.structured.BareItem.TokenValue;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Writes structured fields in their canonical form (RFC 9651, section 4.1). Not thread-safe. */
final class Serializer {
  private static final BareItem TRUE = new BooleanValue(true);

  private final StringBuilder out = new StringBuilder();

  Serializer list(List<? extends Member> members) {
    String separator = "";
    for (Member member : members) {
      out.append(separator);
      member(member);
      separator = ", ";
    }
    return this;
  }

  /** Section 4.1.2: a member that is true is its key alone. */
  Serializer dictionary(Dictionary dictionary) {
    dictionary
        .members()
        .forEach((key, member) -> {
          out.append(out.isEmpty() ? "" : ", ").append(key);
          if (member instanceof Item(BareItem value, Parameters _) && value.equals(TRUE)) {
            parameters(member.parameters());
          } else {
            out.append('=');
            member(member);
          }
        });
    return this;
  }

  Serializer member(Member member) {
    switch (member) {
      case Item item -> bareItem(item.value());
      case InnerList list -> innerList(list.items());
    }
    parameters(member.parameters());
    return this;
  }

  private void innerList(List<Item> items) {
    String separator = "(";
    for (Item item : items) {
      out.append(separator);
      member(item);
      separator = " ";
    }
    out.append(items.isEmpty() ? "()" : ")");
  }

  private void parameters(Parameters parameters) {
    parameters
        .values()
        .forEach((key, value) -> {
          out.append(';').append(key);
          if (!value.equals(TRUE)) {
            out.append('=');
            bareItem(value);
          }
        });
  }

  private void bareItem(BareItem item) {
    switch (item) {
      case IntegerValue(long value) -> out.append(value);
      case DecimalValue decimal -> out.append(decimal.value().toPlainString());
      case StringValue(String value) ->
          out.append('"').append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
      case TokenValue(String value) -> out.append(value);
      case ByteSequence(String base64) -> out.append(':').append(base64).append(':');
      case BooleanValue(boolean value) -> out.append(value ? "?1" : "?0");
      case DateValue(long epochSeconds) -> out.append('@').append(epochSeconds);
      case DisplayString(String value) -> displayString(value);
    }
  }

  /** Section 4.1.11. */
  private void displayString(String value) {
    out.append("%\"");
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (b < ' ' || b > '~' || b == '%' || b == '"') {
        out.append('%').append(HexFormat.of().toHexDigits(b));
      } else {
        out.append((char) b);
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
