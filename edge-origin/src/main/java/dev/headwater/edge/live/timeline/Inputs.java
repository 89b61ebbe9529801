package dev.headwater.edge.live.timeline;

import dev.headwater.media.isobmff.Track;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two encoders of one channel, and its slate: both are read and checked all the time, and the
 * timeline gets what one of them sends. Confined to its channel.
 *
 * <pre>
 *             silent, ended, cut, unfit                      silent for 1.5 target durations
 *   primary ────────────────────────────► backup       both ─────────────────────────────────► slate
 *      ▲      steady for a while             │           ▲            a key frame                │
 *      └──── at the start of a segment ◄─────┘           └───────────────────────────────────────┘
 * </pre>
 *
 * <h2>How the other one begins</h2>
 *
 * With a key frame. Where both are on one timeline (the same headers, and a key frame just where
 * the last fragment ended, in all tracks), the epoch goes on. Else another one begins: with the
 * first key frame that was taken in after what was published last, or where there is none, with the
 * newest one that was kept, so that viewers see a moment twice rather than wait.
 */
public final class Inputs {
  /** As often as that, a common place of both timelines is waited for. */
  private static final int PATIENT = 3;

  /** Of two encoders that are started together, the primary is to be seen from the first. */
  private static final Duration FIRST = Duration.ofSeconds(1);

  /** Without pictures for so long, an input that is back is taken to be sound alone. */
  private static final Duration PICTURES = Duration.ofSeconds(2);

  private final Terms terms;
  private final ChannelTimeline timeline;
  private final Map<Input, Incoming> incoming = new EnumMap<>(Input.class);
  private final Handover handover;
  private final Probation probation = new Probation();
  private final Looks looks = new Looks();
  private Slate slate = Slate.NONE;
  private @Nullable SlateLoop showing;
  private @Nullable Input active;
  private @Nullable Input leaving; // the active one that has failed, until the other one is there
  private Instant published = Instant.EPOCH;
  private boolean over;
  private long failovers;

  public Inputs(Terms terms, ChannelTimeline timeline) {
    this.terms = terms;
    this.timeline = timeline;
    this.handover = new Handover(terms);
    for (Input input : Input.values()) {
      incoming.put(input, new Incoming(terms));
    }
  }

  private Incoming of(Input input) {
    return Objects.requireNonNull(incoming.get(input));
  }

  /** What parses the fragments of a track from now on. */
  public void header(Input from, String track, ByteBuffer bytes, Track.Coded declared) {
    of(from).header(track, bytes, declared);
    if (publishes(from)) {
      timeline.header(track, bytes, declared);
    }
  }

  private boolean publishes(Input input) {
    return input == active && input != leaving && showing == null;
  }

  /**
   * A fragment of a track whose header was given.
   *
   * @return whether it is of the one that is published
   */
  public boolean fragment(Input from, String track, Fragment fragment, Instant now)
      throws UnfitMediaException {
    Incoming source = of(from);
    if (!source.headers().containsKey(track)) {
      throw new UnfitMediaException("a fragment before any header (expected: ftyp and moov first)");
    }
    Arrival one = new Arrival(track, fragment, now);
    source.came(one);
    if (active == null && showing == null && from == Input.PRIMARY) {
      begin(from);
    }
    try {
      take(from, source, one);
    } catch (UnfitMediaException e) {
      failed(from, now);
      throw e;
    }
    look(now);
    return publishes(from);
  }

  private void take(Input from, Incoming source, Arrival one) throws UnfitMediaException {
    if (!publishes(from)) {
      source.keep(one);
      comeBack(from, source, one);
    } else if (!handover.holds(one, source, of(from.other()), isDue(one.at()))) {
      publish(one);
      goOnWithPrimary(one.at());
    }
  }

  private void publish(Arrival one) throws UnfitMediaException {
    published = one.at().isAfter(published) ? one.at() : published;
    timeline.fragment(one.track(), one.fragment(), one.at());
  }

  /** With whatever comes, without waiting for a key frame. */
  private void begin(Input from) {
    active = from;
    over = false;
    timeline.turn();
    declare(of(from));
  }

  private void declare(Incoming source) {
    source
        .headers()
        .forEach((track, header) -> timeline.header(track, header.bytes(), header.declared()));
  }

  /** An encoder has ended, was cut off, or sent what is no media. */
  public void failed(Input input, Instant now) {
    of(input).stop();
    look(now);
  }

  /** Whether the other encoder sends. */
  public boolean hasOther(Input input, Instant now) {
    return of(input.other()).isAlive(now);
  }

  /** To be called often, since silence tells of itself to nobody. */
  public void look(Instant now) {
    looks.look(now);
    release(now);
    failOver(now);
    show(now);
  }

  /** Whether there is something to look for. */
  public boolean wantsLook() {
    return !over
        && (showing != null
            || !slate.tracks().isEmpty()
            || incoming.values().stream().noneMatch(one -> one.headers().isEmpty()));
  }

  private void failOver(Instant now) {
    if (active == null || showing != null) {
      return;
    }
    Incoming current = of(active);
    Incoming other = of(active.other());
    if (!isReady(other, now)) {
      stay();
      return;
    }
    boolean isUnread = !current.isStopped() && looks.wereLate(now);
    if (leaving == null && (isUnread || !current.lacks(other, now))) {
      return;
    }
    leaving = active;
    List<Arrival> common = other.goingOn(current, timeline);
    boolean isToCome = other.runsWith(current) && other.isBefore(timeline);
    if (!common.isEmpty()) {
      turnTo(active.other(), common, true);
    } else if (!isToCome) {
      beginWith(active.other());
    }
  }

  /** The other one has failed too: who failed first is to go on. */
  private void stay() {
    if (leaving != null) {
      declare(of(leaving));
      leaving = null;
    }
  }

  /** Pictures come a little later than sound, or not at all. */
  private static boolean isReady(Incoming source, Instant now) {
    return source.isAlive(now)
        && (source.hasPictures() || source.steadyFor(now).compareTo(PICTURES) >= 0);
  }

  /** In another epoch, as soon as there is a key frame to begin it with. */
  private void beginWith(Input next) {
    List<Arrival> first = of(next).beginning(Optional.of(timeline.until()));
    if (!first.isEmpty()) {
      turnTo(next, first, false);
    }
  }

  private void turnTo(Input next, List<Arrival> first, boolean goesOn) {
    count(next, first.getLast().at());
    active = next;
    leaving = null;
    showing = null;
    over = false;
    handover.forget();
    if (!goesOn) {
      timeline.turn();
      declare(of(next));
    }
    of(next).forget();
    try {
      for (Arrival one : first) {
        publish(one);
      }
    } catch (UnfitMediaException _) {
      of(next).stop(); // the rehearsal has not found it; whoever sends more is told
    }
  }

  private void count(Input next, Instant now) {
    if (active == null || active == next) {
      return;
    }
    if (next == Input.PRIMARY && !of(Input.BACKUP).lacks(of(Input.PRIMARY), now)) {
      probation.ends(now);
      return;
    }
    failovers++;
    if (next == Input.BACKUP) {
      probation.begins(now);
    }
  }

  /** At first, after the slate, or to the primary. */
  private void comeBack(Input from, Incoming source, Arrival one) {
    if (active == null && showing == null) {
      if (source.steadyFor(one.at()).compareTo(FIRST) >= 0) {
        beginWith(from);
      }
    } else if (showing != null) {
      if (isReady(source, one.at())) {
        beginWith(from);
      }
    } else if (from == Input.PRIMARY && isDue(one.at())) {
      goBack(source, of(Input.BACKUP), one);
    }
  }

  /** Whether the primary may be taken back. */
  private boolean isDue(Instant now) {
    Incoming primary = of(Input.PRIMARY);
    return active == Input.BACKUP
        && primary.steadyFor(now).compareTo(probation.wanted()) >= 0
        && primary.alive(now).containsAll(of(Input.BACKUP).alive(now));
  }

  /**
   * Where both are on one timeline, at a key frame of both. Else at one of the primary: it begins a
   * segment, and the one that is open ends there, so that nothing is seen twice.
   */
  private void goBack(Incoming primary, Incoming backup, Arrival one) {
    goOnWithPrimary(one.at());
    boolean together =
        primary.runsWith(backup)
            && primary.steadyFor(one.at()).compareTo(probation.wanted().multipliedBy(PATIENT)) < 0;
    if (active == Input.BACKUP && !together && primary.leadsWith(one)) {
      beginWith(Input.PRIMARY);
    }
  }

  /** Where it has brought what follows on what was published, without a gap or an overlap. */
  private void goOnWithPrimary(Instant now) {
    if (isDue(now)) {
      List<Arrival> common = of(Input.PRIMARY).goingOn(of(Input.BACKUP), timeline);
      if (!common.isEmpty()) {
        turnTo(Input.PRIMARY, common, true);
      }
    }
  }

  /** What was held back for the primary, where it didn't come. */
  private void release(Instant now) {
    try {
      for (Arrival one : handover.expired(now)) {
        publish(one);
      }
    } catch (UnfitMediaException _) {
      of(Input.BACKUP).stop(); // whoever sends more is told
    }
  }

  /** What is shown while no media comes, from the next look on. */
  public void slate(Slate another) {
    slate = another;
  }

  private void show(Instant now) {
    if (showing != null && slate.tracks().isEmpty()) {
      hold();
    }
    try {
      if (showing == null && isStale(now)) {
        beginSlate(now);
      }
      if (showing != null) {
        for (Arrival one : showing.until(now)) {
          timeline.fragment(one.track(), one.fragment(), one.at());
        }
      }
    } catch (UnfitMediaException _) {
      hold(); // its times have run out: it begins anew
    }
  }

  /** The last playlist, until something comes. */
  private void hold() {
    showing = null;
    active = null;
    leaving = null;
  }

  private boolean isStale(Instant now) {
    Duration limit = terms.target().multipliedBy(3).dividedBy(2);
    return !over
        && !published.equals(Instant.EPOCH)
        && !slate.tracks().isEmpty()
        && Duration.between(published, now).compareTo(limit) >= 0;
  }

  private void beginSlate(Instant now) throws UnfitMediaException {
    Map<String, SlateTrack> shown = new HashMap<>(slate.tracks());
    shown.keySet().removeIf(track -> !timeline.has(track));
    if (shown.isEmpty()) {
      return;
    }
    timeline.turn();
    shown.forEach((track, one) -> timeline.header(track, one.header().bytes(), one.declared()));
    incoming.values().forEach(Incoming::forget);
    handover.forget();
    leaving = null;
    showing = new SlateLoop(shown, now);
  }

  /** When media was published last; what a slate shows is none. */
  public Instant published() {
    return published;
  }

  public InputStatus status(Instant now) {
    boolean other = active != null && isReady(of(active.other()), now);
    return new InputStatus(
        showing == null ? Optional.ofNullable(active) : Optional.empty(),
        showing != null,
        other,
        failovers);
  }

  /** The programme is over, until something comes again. */
  public void end() {
    hold();
    over = true;
    handover.forget();
    incoming.values().forEach(Incoming::forget);
    timeline.end();
  }

  /** Gives up all bytes. */
  public void close() {
    incoming.values().forEach(Incoming::forget);
    timeline.close();
  }
}
