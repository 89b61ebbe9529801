package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.media.Ticks;
import dev.headwater.media.dash.AdaptationSet;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Describes a channel in DASH, over the same segments: a period for each epoch, by the clock of
 * 1970, so that each MPD means the same times. Remembers where periods begin. Thread-safe.
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
   */
  record Track(Rendition rendition, RenditionView view, long rate) {
    boolean isText() {
      return rendition.track() instanceof Text;
    }

    List<Segment> of(String epoch) {
      return view.segments().stream()
          .filter(segment -> segment.epoch().equals(epoch))
          .dropWhile(Segment::gap)
          .toList();
    }
  }

  /** Empty before any segment is whole. */
  Optional<Mpd> of(List<Track> tracks, Instant now) {
    List<Period> periods = new ArrayList<>();
    for (String epoch : epochs(tracks)) {
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
    for (String epoch : epochs(tracks)) {
      periods.add(new Period(epoch, end, mpds.period(epoch, tracks).adaptationSets()));
      end = end.plus(length(epoch, tracks));
    }
    Duration target = tracks.getFirst().view().terms().target();
    return new Mpd(new Mpd.Static(end), target, target, periods);
  }

  private static Duration length(String epoch, List<Track> tracks) {
    List<Segment> segments =
        tracks.stream()
            .filter(track -> !track.isText())
            .flatMap(track -> track.of(epoch).stream())
            .toList();
    Duration start =
        segments.stream().map(Segment::start).min(Comparator.naturalOrder()).orElseThrow();
    return segments.stream()
        .map(segment -> segment.start().plus(segment.duration()))
        .max(Comparator.naturalOrder())
        .orElseThrow()
        .minus(start);
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
    Segment first =
        tracks.stream()
            .filter(track -> !track.isText())
            .flatMap(track -> track.of(epoch).stream())
            .min(Comparator.comparing(Segment::at))
            .orElseThrow();
    Instant start = starts.computeIfAbsent(epoch, _ -> first.at());
    Duration offset = first.start().minus(Duration.between(start, first.at()));
    return new Period(
        epoch, Duration.between(Instant.EPOCH, start), sets(epoch, tracks, offset, start));
  }

  /** All pictures in one set by rising bandwidth, and each other track in one of its own. */
  private static List<AdaptationSet> sets(
      String epoch, List<Track> tracks, Duration offset, Instant start) {
    List<AdaptationSet> sets = new ArrayList<>();
    List<Track> present = tracks.stream().filter(track -> !track.of(epoch).isEmpty()).toList();
    List<Representation> pictures =
        present.stream()
            .filter(track -> track.rendition.track() instanceof Video)
            .sorted(Comparator.comparingLong(Track::rate))
            .map(track -> representation(epoch, track, offset))
            .toList();
    if (!pictures.isEmpty()) {
      sets.add(set(AdaptationSet.ContentType.VIDEO, Optional.empty(), pictures));
    }
    for (Track track : present) {
      if (track.rendition.track() instanceof Audio) {
        sets.add(
            set(
                AdaptationSet.ContentType.AUDIO,
                LiveMultivariant.language(track.rendition),
                List.of(representation(epoch, track, offset))));
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
      List<Representation> representations) {
    return new AdaptationSet(type, language, true, true, representations);
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
