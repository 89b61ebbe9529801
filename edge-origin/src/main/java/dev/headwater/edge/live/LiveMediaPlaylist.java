package dev.headwater.edge.live;

import dev.headwater.edge.live.subtitles.SubtitleName;
import dev.headwater.edge.live.timeline.Part;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.protection.KeyName;
import dev.headwater.edge.protection.KeyPeriods;
import dev.headwater.media.hls.LowLatency;
import dev.headwater.media.hls.MediaKey;
import dev.headwater.media.hls.MediaMap;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MediaSegment;
import dev.headwater.media.hls.OpenSegment;
import dev.headwater.media.hls.PartialSegment;
import dev.headwater.media.hls.PreloadHint;
import dev.headwater.media.hls.RenditionReport;
import dev.headwater.media.hls.ServerControl;
import dev.headwater.media.hls.Skip;
import dev.headwater.media.hls.Start;
import dev.headwater.platform.channel.ChannelEncryption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a rendition's playlist says (draft-pantos-hls-rfc8216bis). Pure, seen from outside. */
final class LiveMediaPlaylist {
  /** Section 8: the least that knows EXT-X-SKIP. */
  private static final int VERSION = 9;

  /** Section 4.4.3.8: what has passed for less is never skipped. */
  private static final int SKIP_TARGETS = 6;

  /** Section 4.4.3.8: at least three. */
  private static final int HOLD_BACK_TARGETS = 3;

  /** Section 6.2.2: parts are of use within three target durations of the end. */
  private static final int PART_TARGETS = 3;

  private final RenditionView view;
  private final Terms terms;
  private final String query;
  private @Nullable KeyName lastKey; // many segments in a row have the same
  private List<MediaKey> lastKeys = List.of();

  private LiveMediaPlaylist(RenditionView view, String query) {
    this.view = view;
    this.terms = view.terms();
    this.query = query;
  }

  /**
   * As it is now.
   *
   * @param others of the same channel, which are reported on
   * @param skips whether a delta update is wanted
   */
  static MediaPlaylist of(RenditionView view, List<RenditionView> others, boolean skips) {
    return new LiveMediaPlaylist(view, "").playlist(others, skips);
  }

  /**
   * Of a window that more may come of: players begin at its beginning.
   *
   * @param view what the rendition has of it
   * @param others what the others have of it
   * @param query that playlists of the window are asked for with
   */
  static MediaPlaylist growing(
      RenditionView view, List<RenditionView> others, boolean skips, String query) {
    return new LiveMediaPlaylist(view, query)
        .playlist(others, skips)
        .withStart(new Start(Duration.ZERO, false));
  }

  /** Of a window that nothing more comes of: whole segments, and nothing to wait for. */
  static MediaPlaylist finished(RenditionView view) {
    LiveMediaPlaylist playlist = new LiveMediaPlaylist(view, "");
    return playlist.playlist(
        view.segments().stream().map(segment -> playlist.segment(segment, false)).toList(),
        LowLatency.NONE);
  }

  private MediaPlaylist playlist(List<RenditionView> others, boolean skips) {
    int skipped = skips ? skippable() : 0;
    LowLatency low = lowLatency(others);
    return playlist(segments(skipped), skipped > 0 ? low.withSkip(Skip.of(skipped)) : low);
  }

  private MediaPlaylist playlist(List<MediaSegment> segments, LowLatency low) {
    return MediaPlaylist.of(VERSION, (int) terms.target().toSeconds(), segments, low)
        .withIndependentSegments(true)
        .withMediaSequence(
            view.segments().isEmpty() ? view.nextNumber() : view.segments().getFirst().number())
        .withDiscontinuitySequence(view.discontinuitySequence())
        .withEnded(view.ended());
  }

  private LowLatency lowLatency(List<RenditionView> others) {
    LowLatency low = LowLatency.NONE.withServerControl(control());
    if (terms.part().isPresent()) {
      low = low.withPartTarget(terms.part().get());
      low = low.withPreloadHints(hints());
    }
    if (view.open().isPresent()) {
      low = low.withOpenSegment(open(view.open().get()));
    }
    return low.withRenditionReports(
        others.stream()
            .filter(other -> other.open().isPresent() || other.lastNumber() >= 0)
            .map(this::report)
            .toList());
  }

  /**
   * None where another header begins: players parse what is hinted at with the one that they know,
   * and its key.
   */
  private List<PreloadHint> hints() {
    RenditionView.Place next = view.expected();
    String epoch = view.epochOf(next.number());
    return view.ended() || !epoch.equals(newestEpoch())
        ? List.of()
        : List.of(PreloadHint.part(LiveNames.part(epoch, next.number(), next.part())));
  }

  /** Of what the playlist has. */
  private String newestEpoch() {
    if (view.open().isPresent()) {
      return view.open().get().epoch();
    }
    return view.segments().isEmpty() ? view.epoch() : view.segments().getLast().epoch();
  }

  private ServerControl control() {
    ServerControl control =
        ServerControl.blocking()
            .withCanSkipUntil(terms.target().multipliedBy(SKIP_TARGETS), false)
            .withHoldBack(terms.target().multipliedBy(HOLD_BACK_TARGETS));
    return terms
        .part()
        .map(part -> control.withPartHoldBack(part.multipliedBy(terms.partHoldBack())))
        .orElse(control);
  }

  /** How many segments a client that has the last playlist knows anyway (section 6.2.5.1). */
  private int skippable() {
    Duration after = view.open().map(RenditionView.Open::duration).orElse(Duration.ZERO);
    Duration boundary = terms.target().multipliedBy(SKIP_TARGETS);
    List<Segment> segments = view.segments();
    int kept = segments.size();
    while (kept > 0 && after.compareTo(boundary) <= 0) {
      kept--;
      after = after.plus(segments.get(kept).duration());
    }
    return kept;
  }

  private List<MediaSegment> segments(int skipped) {
    int withParts = firstWithParts();
    List<MediaSegment> segments = new ArrayList<>(view.segments().size() - skipped);
    for (int i = skipped; i < view.segments().size(); i++) {
      segments.add(segment(view.segments().get(i), i >= withParts));
    }
    return segments;
  }

  private int firstWithParts() {
    List<Segment> segments = view.segments();
    Duration boundary = terms.target().multipliedBy(PART_TARGETS);
    Duration after = Duration.ZERO;
    int first = segments.size();
    while (terms.part().isPresent() && first > 0 && after.compareTo(boundary) < 0) {
      first--;
      after = after.plus(segments.get(first).duration());
    }
    return first;
  }

  private MediaSegment segment(Segment segment, boolean withParts) {
    MediaSegment bare =
        MediaSegment.of(LiveNames.segment(view.rendition(), segment), segment.duration());
    List<MediaKey> keys = keys(segment.epoch(), segment.number());
    MediaSegment said =
        (SubtitleName.isOne(view.rendition())
                ? bare
                : bare.withMap(map(segment.epoch(), keys)).withKeys(keys))
            .withDiscontinuity(segment.discontinuity())
            .withProgramDateTime(segment.at())
            .withGap(segment.gap());
    return withParts
        ? said.withParts(parts(segment.epoch(), segment.number(), segment.parts()))
        : said;
  }

  private OpenSegment open(RenditionView.Open open) {
    List<MediaKey> keys = keys(open.epoch(), open.number());
    return OpenSegment.of(map(open.epoch(), keys), parts(open.epoch(), open.number(), open.parts()))
        .withKeys(keys)
        .withDiscontinuity(open.discontinuity())
        .withProgramDateTime(open.at());
  }

  /** A header is in clear: where a key is said of samples alone, it may stand before the header. */
  private static MediaMap map(String epoch, List<MediaKey> keys) {
    return new MediaMap(
        LiveNames.header(epoch),
        Optional.empty(),
        keys.stream().filter(key -> key.method() != MediaKey.Method.AES_128).toList());
  }

  /** Also of a gap: the key before it isn't ended by what is missing. */
  private List<MediaKey> keys(String epoch, long number) {
    if (terms.keys().isEmpty()) {
      return List.of();
    }
    KeyPeriods periods = terms.keys().get();
    KeyName name = periods.key(view.rendition(), epoch, number);
    if (!name.equals(lastKey)) {
      lastKey = name;
      lastKeys = List.of(key(periods.scheme(), name));
    }
    return lastKeys;
  }

  private static MediaKey key(ChannelEncryption.Scheme scheme, KeyName name) {
    String uri = LiveNames.key(name);
    return switch (scheme) {
      case AES_128 -> MediaKey.ofSegments(uri);
      case CBCS -> MediaKey.ofSamples(uri, name.vector());
    };
  }

  private static List<PartialSegment> parts(String epoch, long number, List<Part> parts) {
    return parts.stream()
        .map(part ->
            PartialSegment.of(
                LiveNames.part(epoch, number, part.index()), part.duration(), part.independent()))
        .toList();
  }

  private RenditionReport report(RenditionView other) {
    boolean open = other.open().isPresent();
    long last = open ? other.nextNumber() : other.lastNumber();
    int lastPart =
        open ? other.nextPart() - 1 : Math.max(0, other.segments().getLast().parts().size() - 1);
    return new RenditionReport(
        "../" + other.rendition() + "/index.m3u8" + query,
        OptionalLong.of(last),
        other.terms().part().isPresent() ? OptionalLong.of(lastPart) : OptionalLong.empty());
  }
}
