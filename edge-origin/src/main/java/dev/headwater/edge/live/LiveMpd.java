package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.protection.KeyPeriods;
import dev.headwater.media.Ticks;
import dev.headwater.media.dash.AdaptationSet;
import dev.headwater.media.dash.ContentProtection;
import dev.headwater.media.dash.Mpd;
import dev.headwater.media.dash.Period;
import dev.headwater.media.dash.Representation;
import dev.headwater.media.dash.SegmentTemplate;
import dev.headwater.media.dash.Timeline;
import dev.headwater.media.dash.UtcTiming;
import dev.headwater.media.isobmff.Track.Audio;
import dev.headwater.media.isobmff.Track.Text;
import dev.headwater.media.isobmff.Track.Video;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Describes a channel in DASH, over the same segments: a period for each epoch, and each key of it,
 * by the clock of 1970, so that each MPD means the same times. Remembers where periods begin.
 * Thread-safe.
 */
final class LiveMpd {
  static final String FOLDER = "$RepresentationID$/";
  private static final long NANOS = 1_000_000_000L;

  /** How far behind the live edge players are, as players of the playlists without parts are. */
  private static final int DELAY_TARGETS = 3;

  private final Map<String, Instant> starts = new ConcurrentHashMap<>();

  /**
   * A rendition that media was published of.
   *
   * @param rate the highest, in bits a second
   * @param epochs its segments, from the first that is there of each epoch to the last
   */
  record Track(
      Rendition rendition, RenditionView view, long rate, Map<String, List<Segment>> epochs) {
    Track(Rendition rendition, RenditionView view, long rate) {
      this(rendition, view, rate, epochs(view));
    }

    private static Map<String, List<Segment>> epochs(RenditionView view) {
      Map<String, List<Segment>> epochs = new HashMap<>();
      for (Segment segment : view.segments()) {
        List<Segment> known = epochs.get(segment.epoch());
        if (known != null) {
          known.add(segment);
        } else if (!segment.gap()) {
          epochs.put(segment.epoch(), new ArrayList<>(List.of(segment)));
        }
      }
      epochs.values().forEach(Track::withoutLastGaps);
      return epochs;
    }

    /**
     * DASH has no word for a segment that isn't there: a player would ask for it again and again.
     */
    private static void withoutLastGaps(List<Segment> epoch) {
      while (epoch.getLast().gap()) {
        epoch.removeLast();
      }
    }

    boolean isText() {
      return rendition.track() instanceof Text;
    }

    boolean has(String epoch) {
      return epochs.containsKey(epoch);
    }

    List<Segment> of(String epoch) {
      return epochs.getOrDefault(epoch, List.of());
    }

    /** What boxes call its key in an epoch that it has. */
    Optional<ContentProtection> protection(String epoch) {
      long number = of(epoch).getFirst().number();
      return view.terms()
          .keys()
          .map(keys -> new ContentProtection(keys.key(rendition.id(), epoch, number).keyId()));
    }
  }

  /** Empty before any segment is whole. */
  Optional<Mpd> of(List<Track> tracks, Instant now) {
    List<Period> periods = new ArrayList<>();
    for (String epoch : begun(tracks)) {
      periods.add(period(epoch, tracks));
    }
    starts.keySet().retainAll(periods.stream().map(Period::id).toList());
    if (periods.isEmpty()) {
      return Optional.empty();
    }
    Terms terms = tracks.getFirst().view().terms();
    Mpd.Dynamic type =
        new Mpd.Dynamic(
            Instant.EPOCH,
            now,
            update(tracks, terms),
            Optional.of(terms.window()),
            Optional.of(terms.target().multipliedBy(DELAY_TARGETS)),
            Optional.of(UtcTiming.direct(now)));
    return Optional.of(new Mpd(type, terms.target(), terms.target(), periods));
  }

  /**
   * Of what nothing more comes to: its periods follow each other from 0 on, however long it was
   * until the encoder began anew.
   *
   * @param tracks at least one, with a segment
   */
  static Mpd finished(List<Track> tracks) {
    LiveMpd mpds = new LiveMpd();
    List<Period> periods = new ArrayList<>();
    Duration end = Duration.ZERO;
    String before = "";
    for (String epoch : epochs(tracks)) {
      if (!before.isEmpty()) {
        end = end.plus(length(before, epoch, tracks));
      }
      periods.add(new Period(epoch, end, mpds.period(epoch, tracks).adaptationSets()));
      before = epoch;
    }
    Mpd.Static type = new Mpd.Static(end.plus(length(before, tracks)));
    Duration target = tracks.getFirst().view().terms().target();
    return new Mpd(type, target, target, periods);
  }

  /** Where only the key is another one, tracks go on beside each other. */
  private static Duration length(String epoch, String next, List<Track> tracks) {
    return KeyPeriods.isOneEpoch(epoch, next)
        ? start(next, tracks).minus(start(epoch, tracks))
        : length(epoch, tracks);
  }

  private static Duration length(String epoch, List<Track> tracks) {
    return segments(epoch, tracks)
        .map(segment -> segment.start().plus(segment.duration()))
        .max(Comparator.naturalOrder())
        .orElseThrow()
        .minus(start(epoch, tracks));
  }

  private static Duration start(String epoch, List<Track> tracks) {
    return segments(epoch, tracks).map(Segment::start).min(Comparator.naturalOrder()).orElseThrow();
  }

  /** Of its pictures and sound. */
  private static Stream<Segment> segments(String epoch, List<Track> tracks) {
    return tracks.stream()
        .filter(track -> !track.isText())
        .flatMap(track -> track.of(epoch).stream());
  }

  private static Mpd.Update update(List<Track> tracks, Terms terms) {
    Instant end =
        tracks.stream()
            .map(track -> track.view().segments())
            .filter(segments -> !segments.isEmpty())
            .map(segments -> segments.getLast().at().plus(segments.getLast().duration()))
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return tracks.stream().allMatch(track -> track.view().ended())
        ? new Mpd.Ending(Duration.between(Instant.EPOCH, end))
        : new Mpd.Going(terms.segment());
  }

  /** Without the newest one while that is awaited in a track. */
  private static List<String> begun(List<Track> tracks) {
    List<String> epochs = new ArrayList<>(epochs(tracks));
    if (epochs.size() > 1 && isAwaited(epochs.getLast(), epochs.get(epochs.size() - 2), tracks)) {
      epochs.removeLast();
    }
    return epochs;
  }

  /**
   * A period has each of its tracks from the first MPD on that has the period: players look for
   * them once. For one that doesn't come the others don't wait for long.
   */
  private static boolean isAwaited(String epoch, String before, List<Track> tracks) {
    boolean lacks =
        tracks.stream()
            .filter(track -> !track.isText() && !track.view.ended())
            .anyMatch(track -> track.has(before) && !track.has(epoch));
    Duration target = tracks.getFirst().view().terms().target();
    return lacks && length(epoch, tracks).compareTo(target) <= 0;
  }

  /** Those that any pictures or sound have segments of, from the oldest. */
  private static Set<String> epochs(List<Track> tracks) {
    Set<String> epochs = new LinkedHashSet<>();
    tracks.stream()
        .filter(track -> !track.isText())
        .flatMap(track -> track.view().segments().stream())
        .filter(segment -> !segment.gap())
        .sorted(Comparator.comparing(Segment::at))
        .forEach(segment -> epochs.add(segment.epoch()));
    return epochs;
  }

  private Period period(String epoch, List<Track> tracks) {
    Segment first = segments(epoch, tracks).min(Comparator.comparing(Segment::at)).orElseThrow();
    Instant start = starts.computeIfAbsent(epoch, _ -> first.at());
    Duration offset = first.start().minus(Duration.between(start, first.at()));
    return new Period(
        epoch, Duration.between(Instant.EPOCH, start), sets(epoch, tracks, offset, start));
  }

  /** All pictures under one key in one set by rising bandwidth, and each other track in its own. */
  private static List<AdaptationSet> sets(
      String epoch, List<Track> tracks, Duration offset, Instant start) {
    List<AdaptationSet> sets = new ArrayList<>();
    List<Track> present = tracks.stream().filter(track -> track.has(epoch)).toList();
    Map<Optional<ContentProtection>, List<Representation>> pictures = new LinkedHashMap<>();
    present.stream()
        .filter(track -> track.rendition.track() instanceof Video)
        .sorted(Comparator.comparingLong(Track::rate))
        .forEach(track ->
            pictures
                .computeIfAbsent(track.protection(epoch), _ -> new ArrayList<>())
                .add(representation(epoch, track, offset)));
    pictures.forEach((protection, representations) ->
        sets.add(
            set(AdaptationSet.ContentType.VIDEO, Optional.empty(), representations, protection)));
    for (Track track : present) {
      if (track.rendition.track() instanceof Audio) {
        sets.add(
            set(
                AdaptationSet.ContentType.AUDIO,
                LiveMultivariant.language(track.rendition),
                List.of(representation(epoch, track, offset)),
                track.protection(epoch)));
      }
    }
    present.stream()
        .filter(Track::isText)
        .forEach(track -> sets.add(SubtitleSet.of(track, track.of(epoch), start)));
    return sets;
  }

  private static AdaptationSet set(
      AdaptationSet.ContentType type,
      Optional<String> language,
      List<Representation> representations,
      Optional<ContentProtection> protection) {
    return new AdaptationSet(type, language, true, true, representations, protection);
  }

  private static Representation representation(String epoch, Track track, Duration offset) {
    Representation.Kind kind =
        switch (track.rendition.track()) {
          case Video video -> new Representation.Video(video.resolution(), Optional.empty());
          case Audio audio -> new Representation.Audio(audio.sampleRateHz(), audio.channels());
          case Text _ -> new Representation.Text();
        };
    return new Representation(
        track.rendition.id(),
        track.rate,
        track.rendition.track().codec(),
        kind,
        template(epoch, track, offset));
  }

  private static SegmentTemplate template(String epoch, Track track, Duration offset) {
    long timescale = track.rendition.track().timescale();
    List<Segment> segments = track.of(epoch);
    Timeline timeline = new Timeline();
    for (Segment segment : segments) {
      long start = ticks(segment.start(), timescale);
      timeline.add(start, ticks(segment.start().plus(segment.duration()), timescale) - start);
    }
    return new SegmentTemplate(
        FOLDER + LiveNames.header(epoch),
        FOLDER + epoch + "-$Number$" + LiveNames.suffix(track.rendition.id()),
        segments.getFirst().number(),
        timescale,
        ticks(offset, timescale),
        timeline.runs());
  }

  static long ticks(Duration time, long timescale) {
    return new Ticks(time.toNanos(), NANOS).at(timescale).count();
  }
}
