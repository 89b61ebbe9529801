package dev.headwater.edge.live.timeline;

import dev.headwater.media.isobmff.Track;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A track as it comes, and the timeline that comes of it. Confined to its channel. */
final class Feed {
  /** Longest step between fragments that is no break: lost frames, rounded timestamps. */
  static final Duration STEP = Duration.ofMillis(250);

  /** Some tens of seconds of them. */
  private static final int REMEMBERED = 128;

  /** Of what is held: some seconds of more than 100 Mbit/s, and of frames of 2.5 ms. */
  private static final long MOST_BYTES = 64 << 20;

  private static final int MOST_FRAGMENTS = 10_000;

  /**
   * Who sends again after a failure is done with it soon; who goes on for longer has begun anew,
   * with the same media.
   */
  private static final Duration REPEATING = Duration.ofSeconds(2);

  final RenditionTimeline timeline;

  /** What came while it isn't decided which segment it is in. */
  final Deque<Fragment> held = new ArrayDeque<>();

  /** What came of late, by its place, to tell what is sent again from what is new. */
  private final Map<Duration, Long> checksums = new LinkedHashMap<>();

  Track.Coded declared;
  Duration next = Duration.ZERO;
  boolean broken = true;

  /** Whether the encoder that sends now has not declared it. */
  boolean absent;

  private long heldBytes;
  private boolean renewed;
  private @Nullable UnfitMediaException refused;
  @Nullable Instant waitingSince;
  private @Nullable Instant repeatingSince;
  private ByteBuffer header = ByteBuffer.allocate(0);

  Feed(RenditionTimeline timeline, Track.Coded declared) {
    this.timeline = timeline;
    this.declared = declared;
  }

  boolean isVideo() {
    return declared instanceof Track.Video;
  }

  /** One that says the same as the last one changes nothing. */
  void header(ByteBuffer bytes, Track.Coded newly) {
    absent = false;
    if (!bytes.equals(header)) {
      header = bytes;
      declared = newly;
      broken = true;
      renewed = true;
      checksums.clear();
    }
  }

  /** Another encoder comes. */
  void turn() {
    absent = true;
    broken = true;
    renewed = true;
    refused = null;
    waitingSince = null;
    checksums.clear();
  }

  /**
   * Whether a fragment came before: who sends again after a failure sends some twice.
   *
   * @param now when it came
   */
  boolean repeats(Fragment fragment, Instant now) {
    CRC32 checksum = new CRC32();
    checksum.update(fragment.bytes().duplicate());
    Long known = checksums.put(fragment.start(), checksum.getValue());
    if (checksums.size() > REMEMBERED) {
      checksums.remove(checksums.keySet().iterator().next());
    }
    if (known == null || known != checksum.getValue()) {
      repeatingSince = null;
      return false;
    }
    repeatingSince = repeatingSince == null ? now : repeatingSince;
    if (Duration.between(repeatingSince, now).compareTo(REPEATING) <= 0) {
      return true;
    }
    repeatingSince = null;
    checksums.clear();
    return false;
  }

  /** Whether a fragment follows the one before it. */
  boolean goesOn(Fragment fragment) {
    return !broken && fragment.start().minus(next).abs().compareTo(STEP) <= 0;
  }

  /** Whether a fragment is further on the same timeline. */
  boolean isAhead(Fragment fragment) {
    return !renewed && fragment.start().compareTo(next) >= 0;
  }

  /** Whether it has another header than what came of it in an epoch. */
  boolean isRenewedIn(@Nullable Epoch epoch) {
    return renewed && timeline.isOf(epoch);
  }

  void begin(Epoch epoch) throws UnfitMediaException {
    timeline.begin(epoch, header, declared);
    broken = false;
    renewed = false;
    waitingSince = null;
  }

  /** Into the segment that it belongs to; pictures change over at key frames only. */
  void add(Fragment fragment, Cuts cuts) throws UnfitMediaException {
    long number = cuts.numberAt(fragment.start());
    OpenSegment open = timeline.open();
    if (open != null && !fragment.independent()) {
      number = open.number;
    }
    timeline.add(fragment, number, cuts);
  }

  /** It waits until it is decided which segment it is in. */
  void hold(Fragment fragment) throws UnfitMediaException {
    held.add(fragment);
    heldBytes += fragment.bytes().remaining();
    if (heldBytes > MOST_BYTES || held.size() > MOST_FRAGMENTS) {
      drop();
      throw new UnfitMediaException("more than is kept until the leading track comes");
    }
  }

  Fragment take() {
    Fragment first = held.removeFirst();
    heldBytes -= first.bytes().remaining();
    return first;
  }

  private void drop() {
    held.clear();
    heldBytes = 0;
    broken = true;
  }

  /** What is held goes where it belongs as far as that is known. */
  void drain(Cuts cuts) throws UnfitMediaException {
    while (!held.isEmpty()) {
      add(take(), cuts);
    }
  }

  /** The same, while another track is sent: whoever sends more of this one is told. */
  void settle(Cuts cuts) {
    try {
      drain(cuts);
    } catch (UnfitMediaException e) {
      refuse(e);
    }
  }

  /** What is decided by now goes where it belongs. */
  void follow(Cuts cuts) {
    try {
      while (!held.isEmpty() && cuts.isDecided(held.getFirst().start())) {
        add(take(), cuts);
      }
    } catch (UnfitMediaException e) {
      refuse(e);
    }
  }

  private void refuse(UnfitMediaException cause) {
    drop();
    refused = cause;
  }

  /** Fails once with what could not be taken of it. */
  void check() throws UnfitMediaException {
    UnfitMediaException cause = refused;
    refused = null;
    if (cause != null) {
      throw cause;
    }
  }
}
