package dev.headwater.platform.channel;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How far behind the encoder viewers of a channel are, and with that the durations that never
 * change within it (draft-pantos-hls-rfc8216bis, section 6.2.1).
 */
public enum Latency {
  /** About two seconds: parts are published before their segment is whole. */
  LOW(Duration.ofSeconds(2), 4, Optional.of(Duration.ofMillis(350))),

  /** About three target durations: segments are published when they are whole. */
  STANDARD(Duration.ofSeconds(4), 6, Optional.empty());

  private final Duration segment;
  private final int targetDurationSeconds;
  private final Optional<Duration> partTarget;

  Latency(Duration segment, int targetDurationSeconds, Optional<Duration> partTarget) {
    this.segment = segment;
    this.targetDurationSeconds = targetDurationSeconds;
    this.partTarget = partTarget;
  }

  /** A segment ends before the first independent frame from here on. */
  public Duration segment() {
    return segment;
  }

  /** EXT-X-TARGETDURATION: leaves room for key frames that are farther apart. */
  public int targetDurationSeconds() {
    return targetDurationSeconds;
  }

  /** PART-TARGET: room for fragments of a third of a second, whole frames of sound included. */
  public Optional<Duration> partTarget() {
    return partTarget;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Fails with IllegalArgumentException where there is no such one. */
  public static Latency of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
