package dev.headwater.edge.http.negotiation;

import java.util.Optional;

/**
 * An element of a list with its weight (RFC 9110, section 12.4.2). Immutable.
 *
 * @param value without parameters
 * @param thousandths from 0, not acceptable, to 1000
 */
record Weighted(String value, int thousandths) {
  private static final int MOST = 1_000;

  /** Empty where the weight breaks the grammar. Other parameters are passed over. */
  static Optional<Weighted> parse(String element) {
    String[] parts = element.split(";", -1);
    int weight = MOST;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
        weight = thousandths(parameter.substring(2));
      }
    }
    String value = parts[0].strip();
    return weight < 0 || value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Weighted(value, weight));
  }

  /** 0 or 1 with up to three decimals, or -1 for what isn't so. */
  private static int thousandths(String text) {
    if (text.isEmpty() || text.length() > 5 || (text.length() > 1 && text.charAt(1) != '.')) {
      return -1;
    }
    int weight = 0;
    int unit = MOST;
    for (int i = 0; i < text.length(); i++) {
      if (i == 1) {
        continue; // the point
      }
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      weight += digit * unit;
      unit /= 10;
    }
    return weight <= MOST ? weight : -1;
  }
}
