package dev.headwater.endurance.verdict;

import java.util.List;

/** All claims of a run. Immutable. */
public record Verdict(String run, List<Claim> claims) {
  public Verdict {
    claims = List.copyOf(claims);
  }

  public boolean holds() {
    return claims.stream().allMatch(Claim::holds);
  }

  /** A table with a line for each claim. */
  @Override
  public String toString() {
    int width = claims.stream().mapToInt(claim -> claim.fact().length()).max().orElse(0);
    String form = "  %-" + width + "s  %14s  %14s  %s%n";
    StringBuilder table = new StringBuilder(run).append('\n');
    table.append(form.formatted("claim", "expected", "found", ""));
    for (Claim claim : claims) {
      table.append(
          form.formatted(
              claim.fact(), claim.expected(), claim.found(), claim.holds() ? "pass" : "FAIL"));
    }
    return table.append(holds() ? "All claims hold." : "Not all claims hold.").toString();
  }
}
