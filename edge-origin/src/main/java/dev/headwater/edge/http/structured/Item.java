package dev.headwater.edge.http.structured;

import dev.headwater.edge.http.structured.BareItem.BooleanValue;
import dev.headwater.edge.http.structured.BareItem.DecimalValue;
import dev.headwater.edge.http.structured.BareItem.IntegerValue;
import dev.headwater.edge.http.structured.BareItem.StringValue;
import dev.headwater.edge.http.structured.BareItem.TokenValue;
import java.math.BigDecimal;

/** A value with its parameters (RFC 9651, section 3.3). Immutable. */
public record Item(BareItem value, Parameters parameters) implements Member {

  public static Item of(BareItem value) {
    return new Item(value, Parameters.NONE);
  }

  public static Item integer(long value) {
    return of(new IntegerValue(value));
  }

  public static Item decimal(BigDecimal value) {
    return of(new DecimalValue(value));
  }

  public static Item string(String value) {
    return of(new StringValue(value));
  }

  public static Item token(String value) {
    return of(new TokenValue(value));
  }

  public static Item bool(boolean value) {
    return of(new BooleanValue(value));
  }
}
