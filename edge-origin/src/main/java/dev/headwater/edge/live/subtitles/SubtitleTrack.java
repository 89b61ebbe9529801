package dev.headwater.edge.live.subtitles;

import dev.headwater.edge.live.timeline.Epoch;
import dev.headwater.edge.live.timeline.FollowedRendition;
import dev.headwater.edge.live.timeline.Input;
import dev.headwater.edge.live.timeline.MediaBytes;
import dev.headwater.edge.live.timeline.Part;
import dev.headwater.edge.live.timeline.PastRendition;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.live.timeline.TimelineListener;
import dev.headwater.media.isobmff.Track;
import dev.headwater.media.webvtt.Cue;
import dev.headwater.media.webvtt.WebVtt;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One rendition of subtitles: cues that wait, and segments made of them. Confined to its channel.
 */
final class SubtitleTrack {
  private final String id;
  private final TimelineListener listener;
  private final Map<Input, CueShelf> shelves = new EnumMap<>(Input.class);
  private @Nullable FollowedRendition made; // once it has segments
  private Rendition rendition;
  private String epoch = "";
  private long next;
  private Duration end = Duration.ZERO; // of the newest segment, since its epoch began
  private Duration silence = Duration.ZERO; // of media, since something of it came

  SubtitleTrack(String id, Track.Text declared, TimelineListener listener) {
    this.id = id;
    this.rendition = new Rendition(id, declared);
    this.listener = listener;
  }

  /** One that goes on after what was before. */
  SubtitleTrack(PastRendition past, Terms terms, TimelineListener listener) {
    this.id = past.rendition().id();
    this.rendition = past.rendition();
    this.listener = listener;
    this.made = new FollowedRendition(past, terms, listener);
    if (!past.segments().isEmpty()) {
      Segment last = past.segments().getLast();
      this.next = last.number() + 1;
      this.end = last.start().plus(last.duration());
    }
  }

  /** Empty before it has segments. */
  Optional<Rendition> rendition() {
    return made == null ? Optional.empty() : Optional.of(rendition);
  }

  /** How much of the pictures was published since something of it came. */
  Duration silence() {
    return silence;
  }

  /**
   * Cues come, at places of the encoder's timeline.
   *
   * @return how many were given up to make room
   */
  int take(TextArrival one, List<Cue> cues) {
    silence = Duration.ZERO;
    rendition = new Rendition(id, one.declared());
    CueShelf shelf = shelves.computeIfAbsent(one.from(), _ -> new CueShelf());
    if (!one.text().looks().isEmpty()) {
      shelf.looks(one.text().looks());
    }
    one.until().ifPresent(shelf::until);
    return cues.stream().mapToInt(shelf::add).sum();
  }

  /** What an encoder sends of it is over, or far from where its pictures are. */
  int leaveAround(Input from, Duration over, Duration place) {
    CueShelf shelf = shelves.get(from);
    return shelf == null ? 0 : shelf.leaveAround(over, place);
  }

  /** Whether all has come up to a place. */
  boolean reaches(@Nullable Input from, Duration place) {
    CueShelf shelf = from == null ? null : shelves.get(from);
    return shelf != null && shelf.reaches(place);
  }

  /** Another timeline begins. */
  void turn() {
    shelves.values().forEach(CueShelf::forgetShown);
    shelves.values().forEach(shelf -> shelf.until(Duration.ZERO));
  }

  /**
   * The segment that goes with one of the pictures; it never changes.
   *
   * @param from whose cues it has; null where no encoder is seen
   * @param begun makes the rendition, where this is its first segment
   */
  void add(Segment media, Epoch of, @Nullable Input from, FirstSegment begun) {
    if (made == null) {
      made = begun.begin(id, media.number());
      next = media.number();
    }
    if (!epoch.equals(of.id())) {
      epoch = of.id();
      made.begun(epoch);
      listener.begun(
          rendition,
          new Epoch(of.id(), of.start(), of.at(), media.number()),
          made.view().discontinuitySequence());
    }
    silence = silence.plus(media.duration());
    fillUpTo(media);
    end = media.start().minus(of.start());
    put(media.gap() ? gap(media, media.number()) : text(media, of, from));
  }

  /** Makes a rendition whose first segment has a number. */
  @FunctionalInterface
  interface FirstSegment {
    FollowedRendition begin(String id, long number);
  }

  private Segment text(Segment media, Epoch of, @Nullable Input from) {
    CueShelf shelf = from == null ? new CueShelf() : shelves.getOrDefault(from, new CueShelf());
    List<Cue> cues = shelf.between(media.start(), media.start().plus(media.duration()));
    WebVtt text = SubtitleText.of(media, of, shelf.looks(), cues);
    byte[] utf8 = text.text().getBytes(StandardCharsets.UTF_8);
    MediaBytes bytes = MediaBytes.copyOf(List.of(ByteBuffer.wrap(utf8)));
    return new Segment(
        media.number(),
        media.epoch(),
        media.start().minus(of.start()),
        media.duration(),
        media.at(),
        media.discontinuity(),
        false,
        bytes.length(),
        List.of(new Part(0, media.duration(), true, bytes)));
  }

  /** Segments of the pictures that it has nothing of any more. */
  void lacks(Segment media) {
    if (made != null && media.number() >= next && next > 0) {
      fillUpTo(media);
      put(gap(media, media.number()));
    }
  }

  private void fillUpTo(Segment media) {
    while (next < media.number()) {
      put(gap(media, next));
    }
  }

  private Segment gap(Segment media, long number) {
    boolean same = number == media.number();
    Duration before = media.duration().multipliedBy(media.number() - number);
    return new Segment(
        number,
        media.epoch(),
        end,
        media.duration(),
        media.at().minus(before),
        same && media.discontinuity(),
        true,
        0,
        List.of());
  }

  private void put(Segment segment) {
    FollowedRendition rows = Objects.requireNonNull(made);
    rows.whole(segment);
    next = segment.number() + 1;
    end = segment.start().plus(segment.duration());
    listener.finished(id, segment);
    publish();
  }

  /** A playlist without segments would have no numbers. */
  void publish() {
    if (made != null) {
      RenditionView view = made.view();
      if (!view.segments().isEmpty()) {
        listener.published(view);
      }
    }
  }

  /** A segment could not be written. */
  void unwritten(long number) {
    if (made != null) {
      Optional<Segment> missing = made.unwritten(number);
      publish();
      missing.ifPresent(segment -> listener.unwritten(id, segment));
    }
  }

  /** Nothing more comes. */
  void end() {
    if (made != null) {
      made.end();
      publish();
    }
  }

  /** It comes no more, and neither does what was before. */
  void leave() {
    if (made != null) {
      made.leave();
      listener.gone(id);
    }
  }

  /** Gives up all bytes. */
  void close() {
    if (made != null) {
      made.close();
      made = null;
    }
  }
}
