package dev.headwater.standalone.client;

import java.util.Locale;

/** Writes an amount of bytes for people, with one decimal from a mebibyte on. */
final class Amount {
  private static final long KIBI = 1L << 10;
  private static final long MEBI = 1L << 20;
  private static final long GIBI = 1L << 30;

  private Amount() {}

  static String of(long bytes) {
    if (bytes >= GIBI) {
      return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIBI);
    }
    if (bytes >= MEBI) {
      return String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MEBI);
    }
    return bytes >= KIBI ? bytes / KIBI + " KiB" : bytes + " B";
  }
}
