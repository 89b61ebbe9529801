package dev.headwater.edge.live;

import dev.headwater.edge.live.Excerpt.Covered;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.request.Window;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.isobmff.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Playlists of one channel for windows, each made once for what there is of the window; windows
 * that were asked for longest ago are forgotten. Thread-safe.
 */
final class WindowPlaylists {
  /** A programme that all go back to is one window: these are many. */
  static final int MOST = 64;

  /** Of all that is kept of them: some windows of half a day. */
  static final long MOST_BYTES = 32L << 20;

  /** It stays as it is until segments leave, and a purge reaches it. */
  private static final Duration FINISHED = Duration.ofMinutes(5);

  private final LiveMultivariant multivariants;
  private final long mostBytes;
  private final SequencedMap<Window, MadeWindow> windows = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param mostBytes of all that is kept
   */
  WindowPlaylists(LiveMultivariant multivariants, long mostBytes) {
    this.multivariants = multivariants;
    this.mostBytes = mostBytes;
  }

  private MadeWindow made(Window window) {
    synchronized (windows) {
      MadeWindow made = windows.computeIfAbsent(window, _ -> new MadeWindow());
      if (windows.size() > MOST) {
        windows.pollFirstEntry();
      }
      return made;
    }
  }

  /** Before a text is made that is kept. */
  private void makeRoom() {
    synchronized (windows) {
      long bytes = windows.values().stream().mapToLong(MadeWindow::bytes).sum();
      while (windows.size() > 1 && bytes > mostBytes) {
        bytes -= windows.pollFirstEntry().getValue().bytes();
      }
    }
  }

  /** How many windows are kept. */
  int count() {
    synchronized (windows) {
      return windows.size();
    }
  }

  /** What the channel has of a window. */
  Excerpt excerpt(Presentation live, Window window) {
    return lead(live).map(view -> made(window).excerpt(window, view)).orElseGet(Excerpt.Ahead::new);
  }

  /** Pictures say it, since segments begin with theirs; of them, those that go back farthest. */
  private static Optional<RenditionView> lead(Presentation live) {
    return live.renditions().stream()
        .filter(one -> live.view(one.id()).isPresent())
        .min(
            Comparator.comparing((Rendition one) -> !(one.track() instanceof Track.Video))
                .thenComparing(one -> one.track() instanceof Track.Text)
                .thenComparing(one -> live.view(one.id()).map(WindowPlaylists::oldest).orElse(0L))
                .thenComparing(Rendition::id))
        .flatMap(one -> live.view(one.id()));
  }

  private static long oldest(RenditionView view) {
    return view.segments().isEmpty() ? view.nextNumber() : view.segments().getFirst().number();
  }

  /** What a rendition has of it. */
  RenditionView cut(Window window, Covered covered, RenditionView view) {
    return made(window).cut(covered, view);
  }

  /** What a text was made of. */
  private record Basis(
      Covered covered, long first, long next, int nextPart, long gaps, boolean ended) {
    static Basis of(Covered covered, RenditionView cut) {
      return new Basis(
          covered, oldest(cut), cut.nextNumber(), cut.nextPart(), gaps(cut), cut.ended());
    }

    /** What could not be written becomes one later. */
    private static long gaps(RenditionView cut) {
      return cut.segments().stream().filter(Segment::gap).count();
    }
  }

  /**
   * The playlist of a rendition.
   *
   * @param view all that there is of it
   * @param skips whether a delta update is wanted
   */
  LiveAnswer media(
      Presentation live, Window window, Covered covered, RenditionView view, boolean skips) {
    MadeWindow made = made(window);
    RenditionView cut = made.cut(covered, view);
    boolean delta = skips && !cut.ended();
    LiveText text =
        made.text(
            cut.rendition() + (delta ? " delta" : ""),
            Basis.of(covered, cut),
            () -> kept(playlist(live, window, covered, cut, delta).text()));
    boolean finished = covered.settled() && cut.ended();
    return new LiveAnswer.Playlist(
        text, finished ? untilItLeaves(cut, view) : Playlists.lifetime(cut), !finished);
  }

  private LiveText kept(String text) {
    makeRoom();
    return LiveText.of(text);
  }

  private MediaPlaylist playlist(
      Presentation live, Window window, Covered covered, RenditionView cut, boolean delta) {
    MediaPlaylist playlist =
        cut.ended()
            ? LiveMediaPlaylist.finished(cut)
            : LiveMediaPlaylist.growing(
                cut, others(live, window, covered, cut), delta, window.query());
    return covered.whole() && window.to().isPresent()
        ? playlist.withType(cut.ended() ? MediaPlaylist.Type.VOD : MediaPlaylist.Type.EVENT)
        : playlist;
  }

  private List<RenditionView> others(
      Presentation live, Window window, Covered covered, RenditionView cut) {
    List<RenditionView> others = new ArrayList<>(live.views());
    others.removeIf(other -> other.rendition().equals(cut.rendition()));
    others.replaceAll(other -> cut(window, covered, other));
    return others;
  }

  /** No longer than its first segment stays, by the end of what there is. */
  private static Duration untilItLeaves(RenditionView cut, RenditionView view) {
    if (cut.segments().isEmpty()) {
      return Playlists.lifetime(view);
    }
    Segment newest = view.segments().getLast();
    Instant leaves = cut.segments().getFirst().at().plus(view.terms().window());
    Duration left = Duration.between(newest.at().plus(newest.duration()), leaves);
    return left.compareTo(FINISHED) >= 0
        ? FINISHED
        : Duration.ofSeconds(Math.max(1, left.toSeconds()));
  }

  /** Those that have any of it. */
  private List<Rendition> renditions(Presentation live, Window window, Covered covered) {
    return live.renditions().stream()
        .filter(one ->
            live.view(one.id())
                .map(view -> cut(window, covered, view))
                .filter(cut -> !cut.segments().isEmpty() || cut.open().isPresent())
                .isPresent())
        .toList();
  }

  /** Empty before there is any media. */
  Optional<LiveAnswer.Playlist> multivariant(Presentation live, Window window, Covered covered) {
    return multivariants
        .of(live, renditions(live, window, covered), window.query())
        .map(playlist ->
            new LiveAnswer.Playlist(LiveText.of(playlist.text()), Playlists.MULTIVARIANT));
  }

  /** Empty before any segment is whole. */
  Optional<LiveAnswer.Playlist> mpd(
      Presentation live, Window window, Covered covered, Instant now) {
    List<LiveMpd.Track> tracks = new ArrayList<>();
    multivariants
        .rates(live, renditions(live, window, covered))
        .forEach((rendition, rate) ->
            live.view(rendition.id())
                .map(view -> cut(window, covered, view))
                .filter(cut -> !cut.segments().isEmpty())
                .ifPresent(cut -> tracks.add(new LiveMpd.Track(rendition, cut, rate))));
    return tracks.isEmpty() ? Optional.empty() : mpd(live, window, covered, tracks, now);
  }

  private Optional<LiveAnswer.Playlist> mpd(
      Presentation live, Window window, Covered covered, List<LiveMpd.Track> tracks, Instant now) {
    MadeWindow made = made(window);
    RenditionView cut = tracks.getFirst().view();
    boolean finished = covered.settled() && tracks.stream().allMatch(track -> track.view().ended());
    return finished
        ? Optional.of(
            new LiveAnswer.Playlist(
                finished(made, covered, tracks),
                untilItLeaves(cut, live.view(cut.rendition()).orElse(cut)),
                false))
        : made.mpds()
            .of(tracks, now)
            .map(mpd -> new LiveAnswer.Playlist(LiveText.of(mpd.text()), Playlists.lifetime(cut)));
  }

  private LiveText finished(MadeWindow made, Covered covered, List<LiveMpd.Track> tracks) {
    return made.text(
        "mpd",
        tracks.stream().map(track -> Basis.of(covered, track.view())).toList(),
        () -> kept(LiveMpd.finished(tracks).text()));
  }
}
