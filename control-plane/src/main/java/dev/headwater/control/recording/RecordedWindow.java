package dev.headwater.control.recording;

import dev.headwater.control.recording.RecordingException.Kind;
import dev.headwater.media.hls.MediaMap;
import dev.headwater.media.hls.MediaSegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of a channel a title can be made of: its runs, one after the other, each with the same
 * renditions. Immutable.
 */
public record RecordedWindow(List<Run> runs) {
  /** How many segments of a run a track may begin later, or end earlier, than who leads. */
  private static final long MOST_APART = 2;

  /**
   * What was encoded without a break.
   *
   * @param at when its first segment was taken in
   */
  public record Run(Instant at, List<Track> tracks) {}

  /**
   * A run of one rendition.
   *
   * @param rendition as the channel names it
   * @param map the name of its initialization section, below the channel
   * @param segments names of its segments, below the channel
   */
  public record Track(String rendition, String map, List<String> segments) {}

  public RecordedWindow {
    runs = List.copyOf(runs);
  }

  /** Of all runs and tracks. */
  public int segments() {
    return runs.stream()
        .flatMap(run -> run.tracks().stream())
        .mapToInt(track -> track.segments().size())
        .sum();
  }

  /**
   * What there is between two moments; renditions that lack something are left out. Fails with
   * {@link RecordingException} where nothing is left of pictures or sound.
   *
   * @param pictures the best first
   */
  static RecordedWindow of(
      List<RecordedPlaylist> pictures, List<RecordedPlaylist> sounds, Instant from, Instant to) {
    RecordedPlaylist lead = Stream.concat(pictures.stream(), sounds.stream()).findFirst().get();
    List<Span> spans = spans(lead, from, to);
    if (spans.isEmpty()) {
      throw new RecordingException(Kind.NOTHING, "the channel has nothing of that time");
    }
    List<List<Track>> kept = new ArrayList<>(kept("pictures", pictures, spans));
    kept.addAll(kept("sound", sounds, spans));
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      int run = i;
      runs.add(new Run(spans.get(i).at, kept.stream().map(tracks -> tracks.get(run)).toList()));
    }
    return new RecordedWindow(runs);
  }

  /** A run of who leads, by the numbers of its segments. */
  private record Span(long first, long last, Instant at) {}

  private static List<Span> spans(RecordedPlaylist lead, Instant from, Instant to) {
    List<Span> spans = new ArrayList<>();
    for (RecordedPlaylist.Timed timed : lead.between(from, to)) {
      boolean goesOn =
          !spans.isEmpty() && !timed.segment().discontinuity(); // one number after the other
      Span last = goesOn ? spans.removeLast() : new Span(timed.number(), 0, timed.at());
      spans.add(new Span(last.first, timed.number(), last.at));
    }
    return spans;
  }

  private static List<List<Track>> kept(
      String what, List<RecordedPlaylist> playlists, List<Span> spans) {
    List<List<Track>> kept = new ArrayList<>();
    for (RecordedPlaylist playlist : playlists) {
      List<Track> tracks =
          spans.stream().map(span -> track(playlist, span)).flatMap(Optional::stream).toList();
      if (tracks.size() == spans.size()) {
        kept.add(tracks);
      }
    }
    if (kept.isEmpty() && !playlists.isEmpty()) {
      throw new RecordingException(
          Kind.LOST, "some of the " + what + " between the two times never came to the channel");
    }
    return kept;
  }

  /** Empty where something is missing. */
  private static Optional<Track> track(RecordedPlaylist playlist, Span span) {
    List<RecordedPlaylist.Timed> there =
        playlist.numbered(span.first, span.last).stream()
            .filter(timed -> !timed.segment().gap())
            .toList();
    if (there.isEmpty()) {
      return Optional.empty();
    }
    long first = there.getFirst().number();
    long last = there.getLast().number();
    Optional<MediaMap> map = there.getFirst().segment().map();
    boolean whole =
        first - span.first <= MOST_APART
            && span.last - last <= MOST_APART
            && last - first + 1 == there.size()
            && there.stream().allMatch(timed -> timed.segment().map().equals(map));
    return whole
        ? map.map(header ->
            new Track(
                playlist.rendition(),
                playlist.name(header.uri()),
                there.stream()
                    .map(RecordedPlaylist.Timed::segment)
                    .map(MediaSegment::uri)
                    .map(playlist::name)
                    .toList()))
        : Optional.empty();
  }
}
