package dev.headwater.control.job.desk;

import java.util.Arrays;
import java.util.Locale;

/** Which jobs are taken first. */
public enum JobPriority {
  LOW(0),
  NORMAL(1),
  HIGH(2);

  private final int number;

  JobPriority(int number) {
    this.number = number;
  }

  /** As it is written in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Fails with IllegalArgumentException where there is no such priority. */
  public static JobPriority of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static JobPriority of(int number) {
    return Arrays.stream(values()).filter(one -> one.number == number).findFirst().orElseThrow();
  }

  /** As it is written in the database; the higher comes first. */
  int number() {
    return number;
  }
}
