package dev.headwater.edge.live.timeline;

import dev.headwater.edge.protection.Protection;
import dev.headwater.media.isobmff.Track;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The renditions of one channel, kept in step: one epoch, and segments that begin together.
 * Confined to its channel.
 *
 * <h2>Epochs</h2>
 *
 * An epoch ends where the leading track doesn't go on where it was: with another header, or at
 * another place of its timeline. Other tracks join the new epoch when they come near its start.
 * Media sequence numbers go on.
 *
 * <h2>Who leads</h2>
 *
 * The first picture track that comes in an epoch says where segments begin: at its key frames. The
 * others follow: what comes of them waits until the leading track has got as far. Without pictures,
 * sound leads. Where who leads falls silent, the next one that has waited long enough takes over.
 */
public final class ChannelTimeline {
  /** Longest that a follower waits: far more than tracks of one encoder are apart. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Encoders that send whole segments send those of the sound a little earlier. */
  private static final Duration PICTURES = Duration.ofSeconds(2);

  /** How far from the start of an epoch a track may begin that joins it. */
  private static final Duration JOINING = Duration.ofSeconds(10);

  private final Terms terms;
  private final TimelineListener listener;
  private final Function<Instant, String> epochIds;
  private final Protection protection;
  private final Cuts cuts = new Cuts();
  private final Map<String, Feed> feeds = new LinkedHashMap<>();
  private @Nullable Epoch epoch;
  private @Nullable Feed lead;
  private Instant heard = Instant.EPOCH; // of who leads
  private Instant until; // when what leads was taken in, as far as it has come
  private long numbered;
  private final long firstDiscontinuity;

  /** Renditions of before that nothing has come of yet. */
  private final Map<String, Earlier> earlier = new LinkedHashMap<>();

  private record Earlier(RenditionTimeline timeline, Rendition rendition) {}

  /** One whose media stays as it is; see the other one. */
  public ChannelTimeline(
      Terms terms, Function<Instant, String> epochIds, Past past, TimelineListener listener) {
    this(terms, epochIds, past, listener, Protection.NONE);
  }

  /**
   * @param epochIds names a new epoch by when it starts, unlike any other
   * @param past to go on after
   * @param protection of what the listener is told
   */
  public ChannelTimeline(
      Terms terms,
      Function<Instant, String> epochIds,
      Past past,
      TimelineListener listener,
      Protection protection) {
    this.terms = terms;
    this.epochIds = epochIds;
    this.protection = protection;
    this.numbered = past.nextNumber();
    this.until = past.end();
    this.firstDiscontinuity = past.discontinuitySequence();
    this.listener = listener;
    past.renditions()
        .forEach(one ->
            earlier.put(
                one.rendition().id(),
                new Earlier(
                    new RenditionTimeline(one, terms, listener, protection), one.rendition())));
  }

  /** The durations of its channel. */
  public Terms terms() {
    return terms;
  }

  /** What was before is published again. */
  public void resume() {
    earlier.values().forEach(one -> one.timeline.resume());
  }

  /** A segment of a rendition could not be written: it is a gap once it has left memory. */
  public void unwritten(String rendition, long number) {
    Feed feed = feeds.get(rendition);
    Earlier before = earlier.get(rendition);
    if (feed != null) {
      feed.timeline.unwritten(number);
    } else if (before != null) {
      before.timeline.unwritten(number);
    }
  }

  /** Whether there is such a track. */
  public boolean has(String track) {
    return feeds.containsKey(track) || earlier.containsKey(track);
  }

  /** Up to where a track has come on its encoder's timeline; empty where it doesn't go on there. */
  Optional<Duration> end(String track) {
    Feed feed = feeds.get(track);
    return feed == null || feed.broken ? Optional.empty() : Optional.of(feed.next);
  }

  /** When the newest media was taken in, by which EXT-X-PROGRAM-DATE-TIME goes on. */
  Instant until() {
    return until;
  }

  /**
   * What comes from now on is another encoder's, on a timeline of its own: an epoch begins with its
   * first key frame.
   */
  void turn() {
    for (Feed feed : feeds.values()) {
      feed.settle(cuts);
      feed.turn();
    }
    epoch = null;
    lead = null;
  }

  /** What parses the fragments of a track from now on. */
  public void header(String track, ByteBuffer bytes, Track.Coded declared) {
    Feed feed = feeds.computeIfAbsent(track, id -> new Feed(timeline(id), declared));
    feed.header(bytes, declared);
  }

  private RenditionTimeline timeline(String id) {
    Earlier before = earlier.remove(id);
    return before == null
        ? new RenditionTimeline(id, terms, listener, protection, firstDiscontinuity)
        : before.timeline;
  }

  /**
   * A fragment of a track whose header was given.
   *
   * @param now when it came
   */
  public void fragment(String track, Fragment fragment, Instant now) throws UnfitMediaException {
    Feed feed = feeds.get(track);
    if (feed == null) {
      throw new UnfitMediaException("a fragment before any header (expected: ftyp and moov first)");
    }
    feed.check();
    if (feed.repeats(fragment, now)) {
      return;
    }
    boolean breaks = !feed.goesOn(fragment) || isToTurn(feed, fragment);
    if (breaks || !feed.timeline.isOf(epoch)) {
      place(feed, fragment, now, breaks);
    }
    feed.next = fragment.end();
    if (feed.broken || !feed.timeline.isOf(epoch)) {
      return; // it waits for a key frame, or for who leads
    }
    if (feed == lead) {
      heard = now;
      lead(feed, fragment);
    } else {
      feed.hold(fragment);
      takeOver(feed);
    }
    feeds.values().forEach(each -> each.follow(cuts));
    feed.check();
  }

  /** An epoch has one header of each track: with another one, it ends at the next key frame. */
  private boolean isToTurn(Feed feed, Fragment fragment) {
    return feed == lead
        && fragment.independent()
        && feeds.values().stream().anyMatch(one -> one != feed && one.isRenewedIn(epoch));
  }

  /** What isn't of the epoch joins it, or begins another one. */
  private void place(Feed feed, Fragment fragment, Instant now, boolean breaks)
      throws UnfitMediaException {
    feed.drain(cuts); // what it still held is of before
    feed.broken |= breaks;
    if (joins(feed, fragment)) {
      feed.begin(Objects.requireNonNull(epoch));
    } else if (feed.isAhead(fragment) && feed.timeline.isOf(epoch) && feed != lead) {
      feed.broken = false; // some of it was lost
    } else if (breaks && fragment.independent() && mayBegin(feed, now)) {
      begin(feed, fragment, now);
    }
  }

  /** Others wait for the word of who leads, unless nothing is heard of it. */
  private boolean mayBegin(Feed feed, Instant now) {
    boolean led = lead != null && Duration.between(heard, now).compareTo(PATIENCE) < 0;
    return led ? feed == lead : feed.isVideo() || waitedForPictures(feed, now);
  }

  private boolean joins(Feed feed, Fragment fragment) {
    if (epoch == null || feed.timeline.isOf(epoch)) {
      return false;
    }
    Duration distance = fragment.start().minus(epoch.start());
    return distance.plus(Feed.STEP).isPositive()
        && (distance.compareTo(JOINING) < 0 || cuts.isDecided(fragment.start().minus(JOINING)));
  }

  /** Sound begins an epoch only where no pictures come for a while. */
  private boolean waitedForPictures(Feed feed, Instant now) {
    if (feeds.values().stream().anyMatch(one -> one.isVideo() && !one.absent)) {
      return false;
    }
    feed.waitingSince = feed.waitingSince == null ? now : feed.waitingSince;
    return Duration.between(feed.waitingSince, now).compareTo(PICTURES) >= 0;
  }

  private void begin(Feed feed, Fragment fragment, Instant now) throws UnfitMediaException {
    for (Feed other : feeds.values()) {
      other.settle(cuts);
      other.timeline.finish();
      numbered = Math.max(numbered, other.timeline.nextNumber());
    }
    Instant at = goingOn(fragment.takenIn().orElse(now.minus(fragment.duration())));
    Epoch next = new Epoch(epochIds.apply(now), fragment.start(), at, numbered);
    epoch = next;
    lead = feed;
    heard = now;
    cuts.begin(next);
    feed.begin(next);
  }

  /** No earlier than where the epoch before has ended, unless clocks are far apart. */
  private Instant goingOn(Instant at) {
    boolean overlaps = at.isBefore(until) && at.isAfter(until.minus(JOINING));
    return overlaps ? until : at;
  }

  private void lead(Feed feed, Fragment fragment) throws UnfitMediaException {
    OpenSegment open = feed.timeline.open();
    boolean longEnough =
        open != null
            && fragment.start().minus(open.start).plus(Cuts.TOLERANCE).compareTo(terms.segment())
                >= 0;
    if (longEnough && fragment.independent()) {
      cuts.cut(fragment.start());
    }
    cuts.led(fragment.end());
    until = Objects.requireNonNull(epoch).timeOf(fragment.end());
    feed.add(fragment, cuts);
    if (fragment.end().minus(Objects.requireNonNull(epoch).start()).compareTo(JOINING) > 0) {
      earlier.values().forEach(one -> one.timeline.leave()); // the encoder sends others now
      earlier.clear();
    }
  }

  private void takeOver(Feed feed) throws UnfitMediaException {
    Fragment first = feed.held.peekFirst();
    boolean abandoned =
        first != null
            && !cuts.isDecided(first.start())
            && Objects.requireNonNull(feed.held.peekLast())
                    .end()
                    .minus(first.start())
                    .compareTo(PATIENCE)
                > 0;
    if (abandoned) {
      lead = feed;
      while (!feed.held.isEmpty()) {
        lead(feed, feed.take());
      }
    }
  }

  /** The programme is over. */
  public void end() {
    for (Feed feed : feeds.values()) {
      feed.settle(cuts);
      feed.timeline.end();
      numbered = Math.max(numbered, feed.timeline.nextNumber());
      feed.broken = true;
    }
    for (Earlier before : earlier.values()) {
      before.timeline.end();
    }
    epoch = null;
    lead = null;
    listener.ended();
  }

  /** The tracks that have media, as they are declared now. */
  public Collection<Rendition> renditions() {
    return Stream.concat(
            earlier.values().stream().map(Earlier::rendition),
            feeds.values().stream()
                .filter(feed -> feed.timeline.nextNumber() > 0)
                .map(feed -> new Rendition(feed.timeline.view().rendition(), feed.declared)))
        .toList();
  }

  /** Gives up all bytes. */
  public void close() {
    feeds.values().forEach(feed -> feed.timeline.close());
    feeds.clear();
    earlier.values().forEach(one -> one.timeline.close());
    earlier.clear();
  }
}
