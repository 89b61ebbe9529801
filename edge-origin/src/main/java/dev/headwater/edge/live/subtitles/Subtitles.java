package dev.headwater.edge.live.subtitles;

import dev.headwater.edge.live.timeline.Epoch;
import dev.headwater.edge.live.timeline.FollowedRendition;
import dev.headwater.edge.live.timeline.Fragment;
import dev.headwater.edge.live.timeline.Input;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Past;
import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.live.timeline.TimelineListener;
import dev.headwater.edge.live.timeline.UnfitMediaException;
import dev.headwater.media.isobmff.Track;
import dev.headwater.media.webvtt.Cue;
import dev.headwater.media.webvtt.WebVtt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The subtitles of one channel: it hears of each segment of the pictures, and makes one of each
 * track of subtitles that goes with it, of the same number, epoch and time, with all cues that are
 * shown meanwhile, or none. Confined to its channel, but for the count of what was lost.
 *
 * <h2>When a segment is fixed</h2>
 *
 * Encoders that send a file of cues for each segment send it when the segment is over. A segment of
 * subtitles is fixed when the pictures have come a while further than its end, or earlier where a
 * track says that it has come so far. From then on it stays as it is: a cue that comes later is in
 * the next segments, as far as it is shown so long; one that is over has come too late.
 */
public final class Subtitles implements TimelineListener {
  /** What is sent at the end of a segment comes meanwhile, also from a busy encoder. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** The same, where viewers are hardly farther behind. */
  private static final Duration LOW_LATENCY_GRACE = Duration.ofSeconds(1);

  /** Languages of a programme; more are names that change with each file. */
  private static final int MOST_TRACKS = 32;

  /** A text that is shown for longer is a mistake. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Terms terms;
  private final Duration grace;
  private final TimelineListener listener;
  private final Map<String, SubtitleTrack> tracks = new LinkedHashMap<>();
  private final Map<Input, Duration> ends = new EnumMap<>(Input.class);
  private final Deque<Segment> pending = new ArrayDeque<>(); // of the pictures, not fixed yet
  private final LongAdder lost = new LongAdder();
  private @Nullable Input shown;
  private @Nullable Epoch epoch;
  private @Nullable RenditionView pictures; // that the newest segment was of
  private long newest = -1;
  private Duration came = Duration.ZERO; // of what is published
  private Duration fixed = Duration.ZERO; // up to this place of the epoch

  /**
   * @param past of the channel; what isn't of subtitles in it is left to others
   * @param listener told of all renditions, those of subtitles and others
   */
  public Subtitles(Terms terms, Past past, TimelineListener listener) {
    this.terms = terms.withoutParts();
    this.grace = terms.part().isPresent() ? LOW_LATENCY_GRACE : GRACE;
    this.listener = listener;
    for (PastRendition one : past.renditions()) {
      if (one.rendition().track() instanceof Track.Text) {
        String id = one.rendition().id();
        tracks.put(id, new SubtitleTrack(one, this.terms, listener));
      }
    }
  }

  /** What was before is published again. */
  public void resume() {
    tracks.values().forEach(SubtitleTrack::publish);
  }

  /** The tracks that have segments. */
  public Collection<Rendition> renditions() {
    return tracks.values().stream()
        .map(SubtitleTrack::rendition)
        .flatMap(Optional::stream)
        .toList();
  }

  /** A segment of a track could not be written. */
  public void unwritten(String rendition, long number) {
    SubtitleTrack track = tracks.get(rendition);
    if (track != null) {
      track.unwritten(number);
    }
  }

  /** Cues that no viewer has seen, since they came too late, too early, or were too many. */
  public long lost() {
    return lost.sum();
  }

  /** Whose cues are shown; none while nothing of an encoder is. */
  public void shows(Optional<Input> active) {
    shown = active.orElse(null);
  }

  /**
   * Something of an encoder came that isn't subtitles.
   *
   * @param published whether it is of the one that is shown
   */
  public void came(Input from, Fragment fragment, boolean published) {
    Duration end = fragment.start().plus(fragment.duration());
    ends.put(from, end);
    if (published) {
      came = end.compareTo(came) > 0 ? end : came;
      fixWhatIsDue();
    }
  }

  /** Subtitles came. */
  public void take(TextArrival one) throws UnfitMediaException {
    List<Cue> cues = placed(one);
    String id = SubtitleName.of(one.track());
    SubtitleTrack track = tracks.get(id);
    if (track == null) {
      if (tracks.size() >= MOST_TRACKS) {
        throw new UnfitMediaException(
            "another track of subtitles, %s (expected: at most %d)".formatted(id, MOST_TRACKS));
      }
      track = new SubtitleTrack(id, one.declared(), listener);
      tracks.put(id, track);
    }
    lost.add(track.take(one, cues));
    Duration near = ends.get(one.from());
    if (near != null) {
      Duration over = one.from() == shown ? fixed : near.minus(CueShelf.AWAY);
      lost.add(track.leaveAround(one.from(), over, near));
    }
    fixWhatIsDue();
  }

  /** At places of the encoder's timeline. */
  private List<Cue> placed(TextArrival one) throws UnfitMediaException {
    Duration near = ends.getOrDefault(one.from(), Duration.ZERO);
    List<Cue> cues = new ArrayList<>();
    boolean anyNear = false;
    for (Cue cue : one.text().cues()) {
      Duration length = cue.end().minus(cue.start());
      if (length.compareTo(LONGEST) > 0) {
        throw new UnfitMediaException(
            "a cue of %d s (expected: at most %d s)"
                .formatted(length.toSeconds(), LONGEST.toSeconds()));
      }
      Duration start = place(cue.start(), one.text(), near);
      Duration end = start.plus(length);
      if (end.isPositive()) {
        cues.add(cue.at(start.isNegative() ? Duration.ZERO : start, end));
      }
      anyNear |= near.isZero() || isNear(start, end, near);
    }
    if (!anyNear && !one.text().cues().isEmpty()) {
      Duration start = place(one.text().cues().getFirst().start(), one.text(), near);
      throw new UnfitMediaException(
          "cues from %.3f s on, where media is at %.3f s (expected: at most %d s away)"
              .formatted(
                  start.toMillis() / 1000.0, near.toMillis() / 1000.0, CueShelf.AWAY.toSeconds()));
    }
    return cues;
  }

  private static Duration place(Duration time, WebVtt text, Duration near) {
    return text.map().map(map -> map.place(time, near)).orElse(time);
  }

  private static boolean isNear(Duration start, Duration end, Duration near) {
    return start.minus(near).compareTo(CueShelf.AWAY) <= 0
        && near.minus(end).compareTo(CueShelf.AWAY) <= 0;
  }

  @Override
  public void published(RenditionView view) {
    listener.published(view);
    if (view.lastNumber() > newest) {
      List<Segment> segments = view.segments();
      long added = Math.min(segments.size(), view.lastNumber() - newest);
      pictures = view;
      newest = view.lastNumber();
      segments.subList(segments.size() - (int) added, segments.size()).forEach(this::follow);
      fixWhatIsDue();
    }
  }

  /** What is of another epoch was there before this timeline began. */
  private void follow(Segment media) {
    if (epoch != null && media.number() >= epoch.firstNumber()) {
      pending.add(media);
      came = end(media).compareTo(came) > 0 ? end(media) : came;
    } else {
      tracks.values().forEach(track -> track.lacks(media));
    }
  }

  private static Duration end(Segment media) {
    return media.start().plus(media.duration());
  }

  private void fixWhatIsDue() {
    while (!pending.isEmpty() && isDue(pending.getFirst())) {
      fix(pending.removeFirst());
    }
  }

  private boolean isDue(Segment media) {
    Duration end = end(media);
    return came.compareTo(end.plus(grace)) >= 0
        || (!tracks.isEmpty()
            && tracks.values().stream().allMatch(track -> track.reaches(shown, end)));
  }

  private void fixAll() {
    while (!pending.isEmpty()) {
      fix(pending.removeFirst());
    }
  }

  private void fix(Segment media) {
    Epoch current = epoch;
    if (current == null) {
      return;
    }
    fixed = end(media);
    List<String> silent = new ArrayList<>();
    tracks.forEach((id, track) -> {
      track.add(media, current, shown, this::begin);
      if (shown != null) {
        lost.add(track.leaveAround(shown, fixed, fixed));
      }
      if (track.silence().compareTo(terms.window()) > 0) {
        silent.add(id);
      }
    });
    silent.forEach(this::leave);
  }

  private void leave(String id) {
    SubtitleTrack track = tracks.remove(id);
    if (track != null) {
      track.leave();
    }
  }

  /** Its discontinuities are those of the pictures. */
  private FollowedRendition begin(String id, long number) {
    RenditionView like = pictures;
    long before =
        like == null
            ? 0
            : like.discontinuitySequence()
                + like.segments().stream()
                    .filter(one -> one.discontinuity() && one.number() < number)
                    .count();
    return new FollowedRendition(id, terms, before, listener);
  }

  @Override
  public void begun(Rendition rendition, Epoch of, MediaBytes header) {
    if (epoch == null || !isSame(epoch, of)) {
      fixAll();
      epoch = of;
      came = of.start();
      fixed = of.start();
      tracks.values().forEach(SubtitleTrack::turn);
    }
    listener.begun(rendition, of, header);
  }

  /** Whatever it is called in a rendition. */
  private static boolean isSame(Epoch one, Epoch other) {
    return one.firstNumber() == other.firstNumber()
        && one.start().equals(other.start())
        && one.at().equals(other.at());
  }

  @Override
  public void ended() {
    fixAll();
    tracks.values().forEach(SubtitleTrack::end);
    listener.ended();
  }

  @Override
  public void finished(String rendition, Segment segment) {
    listener.finished(rendition, segment);
  }

  @Override
  public void unwritten(String rendition, Segment segment) {
    listener.unwritten(rendition, segment);
  }

  @Override
  public void renamed(String rendition, String of, MediaBytes header) {
    listener.renamed(rendition, of, header);
  }

  @Override
  public void left(String rendition, Segment segment) {
    listener.left(rendition, segment);
  }

  @Override
  public void forgotten(String rendition, String of) {
    listener.forgotten(rendition, of);
  }

  @Override
  public void gone(String rendition) {
    listener.gone(rendition);
  }

  /** Gives up all bytes. */
  public void close() {
    pending.clear();
    tracks.values().forEach(SubtitleTrack::close);
    tracks.clear();
  }
}
