package dev.headwater.endurance.node;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a node says of itself at one time, in Prometheus text. Immutable. */
public record Metrics(String text) {
  private static final int MEBIBYTE = 1 << 20;

  /** The sum of all samples of a metric whose line has the given text. */
  public double sum(String name, String labels) {
    Matcher matcher =
        Pattern.compile("^" + name + "\\{([^}]*)\\} (\\S+)", Pattern.MULTILINE).matcher(text);
    double sum = 0;
    while (matcher.find()) {
      sum += matcher.group(1).contains(labels) ? Double.parseDouble(matcher.group(2)) : 0;
    }
    return sum;
  }

  public double residentMebibytes() {
    return sum("process_resident_memory_bytes", "") / MEBIBYTE;
  }

  public double heapMebibytes() {
    return sum("jvm_memory_committed_bytes", "area=\"heap\"") / MEBIBYTE;
  }

  /** In blocks of the memory tier. */
  public double allocatedMebibytes() {
    return sum("headwater_memory_allocated_bytes", "") / MEBIBYTE;
  }

  public long leases() {
    return (long) sum("headwater_response_leases", "");
  }

  public long fills() {
    return (long) sum("headwater_fills_running", "");
  }

  public long evictions() {
    return (long) sum("headwater_memory_evictions", "");
  }

  /** Garbage collections that stopped the node for all of its heap. */
  public long fullCollections() {
    return (long) sum("jvm_gc_pause_seconds_count", "action=\"end of major GC\"");
  }

  public double longestPauseMillis() {
    return 1000 * sum("jvm_gc_pause_seconds_max", "");
  }
}
