package dev.headwater.control.channel;

import dev.headwater.platform.channel.SrtPort;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports from one to another, both included. Immutable. */
record PortRange(int first, int last) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
  private static final int LAST_PORT = 65_535;

  PortRange {
    if (first < 1 || first > last || last > LAST_PORT) {
      throw new IllegalArgumentException(
          "'%d-%d' (expected: ports, the lower one first)".formatted(first, last));
    }
    if (last - first >= SrtPort.DISTANCE) {
      throw new IllegalArgumentException(
          "'%d-%d' (expected: at most %d ports)".formatted(first, last, SrtPort.DISTANCE));
    }
  }

  /** As in {@code 10000-10099}; fails with IllegalArgumentException where it isn't one. */
  static PortRange parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("'" + text + "' (expected: as in 10000-10099)");
    }
    return new PortRange(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }
}
