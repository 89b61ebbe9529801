package dev.headwater.standalone.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a drill is to show, and what it has found: a table with a line for each. */
final class Evidence {
  private static final String FORM = "  %-74s  %12s  %12s  %s%n";

  private final List<Claim> claims = new ArrayList<>();

  private record Claim(String fact, String expected, String found, boolean holds) {}

  void none(String fact, long found) {
    claims.add(new Claim(fact, "0", Long.toString(found), found == 0));
  }

  void atLeast(String fact, long expected, long found) {
    claims.add(new Claim(fact, ">= " + expected, Long.toString(found), found >= expected));
  }

  void exactly(String fact, Object expected, Object found) {
    claims.add(new Claim(fact, expected.toString(), found.toString(), expected.equals(found)));
  }

  /** Of milliseconds or seconds. */
  void atMost(String fact, double expected, double found) {
    claims.add(new Claim(fact, "<= " + number(expected), number(found), found <= expected));
  }

  void below(String fact, double limit, double found) {
    claims.add(new Claim(fact, "< " + number(limit), number(found), found < limit));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  boolean holds() {
    return claims.stream().allMatch(Claim::holds);
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder(FORM.formatted("claim", "expected", "found", ""));
    claims.forEach(claim ->
        table.append(
            FORM.formatted(
                claim.fact, claim.expected, claim.found, claim.holds ? "pass" : "FAIL")));
    return table.append(holds() ? "All claims hold." : "Not all claims hold.").toString();
  }
}
