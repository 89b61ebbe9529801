package dev.headwater.edge.live.timeline;

import dev.headwater.edge.protection.Protection;
import dev.headwater.media.isobmff.MalformedBoxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The segment that is being made: parts that are published, and fragments that don't make a part
 * yet. Confined to its channel.
 */
final class OpenSegment {
  /** Draft-pantos-hls-rfc8216bis, section 4.4.4.9: of the part target, but for the last part. */
  private static final double LEAST_PART = 0.85;

  /** Timestamps are rounded to less. */
  private static final Duration ROUNDING = Duration.ofMillis(1);

  /** A target duration of more than 100 Mbit/s: what has more has no end. */
  private static final long MOST_BYTES = 64 << 20;

  /** In one part; frames of sound that last 2.5 ms are fewer. */
  private static final int MOST_FRAGMENTS = 10_000;

  final long number;
  final Epoch epoch;
  final Duration start;
  final boolean discontinuity;

  /** Where the next one is expected to begin. */
  Duration end;

  private final Terms terms;
  private final Protection.Run protection;
  private final List<Part> parts = new ArrayList<>();
  private final List<Fragment> pending = new ArrayList<>();
  private Duration published = Duration.ZERO;
  private long bytes;

  OpenSegment(
      long number,
      Epoch epoch,
      Duration start,
      boolean discontinuity,
      Terms terms,
      Protection.Run protection) {
    this.number = number;
    this.epoch = epoch;
    this.start = start;
    this.end = start.plus(terms.segment());
    this.discontinuity = discontinuity;
    this.terms = terms;
    this.protection = protection;
  }

  List<Part> parts() {
    return List.copyOf(parts);
  }

  Instant at() {
    return epoch.timeOf(start);
  }

  Duration duration() {
    return published.plus(pendingDuration());
  }

  /** Tells whether a part was published. */
  boolean add(Fragment plain) throws UnfitMediaException {
    checkLength(plain);
    checkRoom(plain);
    Fragment fragment = protect(plain);
    Optional<Duration> target = terms.part();
    if (target.isEmpty()) {
      pending.add(fragment);
      return false;
    }
    checkFragment(fragment, target.get());
    boolean before = !fits(fragment, target.get());
    if (before) {
      checkPart(target.get());
      publish();
    }
    pending.add(fragment);
    boolean full = !fits(fragment, target.get()) && isPart(target.get());
    if (full) {
      publish();
    }
    return before || full;
  }

  private Fragment protect(Fragment plain) throws UnfitMediaException {
    try {
      return plain.with(protection.fragment(number, plain.bytes()));
    } catch (MalformedBoxException e) {
      throw new UnfitMediaException("a fragment that can't be encrypted: " + e.getMessage());
    }
  }

  /** Whether one more like it makes no part that is too long. */
  private boolean fits(Fragment next, Duration target) {
    Duration together = pendingDuration().plus(next.duration());
    return together.compareTo(target.plus(ROUNDING)) <= 0;
  }

  private void checkLength(Fragment fragment) throws UnfitMediaException {
    Duration most = terms.target().plusMillis(499); // section 4.4.3.1: rounded, at most the target
    if (duration().plus(fragment.duration()).compareTo(most) > 0) {
      throw new UnfitMediaException(
          "no key frame for %.1f s (expected: one every %d s)"
              .formatted(duration().toMillis() / 1000.0, terms.segment().toSeconds()));
    }
  }

  /** Durations alone bound nothing: they may be zero. */
  private void checkRoom(Fragment fragment) throws UnfitMediaException {
    bytes += fragment.bytes().remaining();
    if (bytes > MOST_BYTES || pending.size() >= MOST_FRAGMENTS) {
      throw new UnfitMediaException(
          "a segment of more than %d bytes, or %d fragments in a part"
              .formatted(MOST_BYTES, MOST_FRAGMENTS));
    }
  }

  private void checkFragment(Fragment fragment, Duration target) throws UnfitMediaException {
    if (fragment.duration().compareTo(target.plus(ROUNDING)) > 0) {
      throw new UnfitMediaException(
          "a fragment of %d ms (expected: at most %d ms, or a channel of standard latency)"
              .formatted(fragment.duration().toMillis(), target.toMillis()));
    }
  }

  private boolean isPart(Duration target) {
    return pendingDuration().toNanos() >= target.toNanos() * LEAST_PART;
  }

  private void checkPart(Duration target) throws UnfitMediaException {
    if (!isPart(target)) {
      Duration part = pendingDuration();
      throw new UnfitMediaException(
          "fragments that make parts of %d ms (expected: %d to %d ms)"
              .formatted(
                  part.toMillis(), Math.round(target.toMillis() * LEAST_PART), target.toMillis()));
    }
  }

  private Duration pendingDuration() {
    return pending.stream().map(Fragment::duration).reduce(Duration.ZERO, Duration::plus);
  }

  private void publish() {
    Duration duration = pendingDuration();
    parts.add(
        new Part(
            parts.size(),
            duration,
            pending.getFirst().independent(),
            MediaBytes.copyOf(
                protection.media(number, pending.stream().map(Fragment::bytes).toList()))));
    published = published.plus(duration);
    pending.clear();
  }

  /** Whole, with what is left as its last part. */
  Segment finish() {
    if (!pending.isEmpty()) {
      publish();
    }
    long length = parts.stream().mapToLong(part -> part.bytes().length()).sum();
    return new Segment(
        number, epoch.id(), start, published, at(), discontinuity, false, length, parts);
  }

  /** Gives up what it holds. */
  void release() {
    parts.forEach(part -> part.bytes().release());
  }
}
