package dev.headwater.endurance.content;

import java.util.Random;

/** Sizes between two bounds, each order of magnitude as likely as the next. Immutable. */
public record Sizes(int least, int most) {
  public int any(Random random) {
    return (int) (least * Math.pow((double) most / least, random.nextDouble()));
  }
}
