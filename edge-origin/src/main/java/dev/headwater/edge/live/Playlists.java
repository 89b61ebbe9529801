package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Playlists of one channel as they are sent, each made once for a view, when it is first asked for.
 * Thread-safe.
 */
final class Playlists {
  /** It changes when an encoder does. */
  static final Duration MULTIVARIANT = Duration.ofSeconds(2);

  /** Texts of one view. */
  private static final class Made {
    final RenditionView view;
    @Nullable LiveText whole;
    @Nullable LiveText delta;

    Made(RenditionView view) {
      this.view = view;
    }
  }

  private final Map<String, Made> made = new ConcurrentHashMap<>();
  private final LiveMultivariant multivariants = new LiveMultivariant();
  private final LiveMpd mpds = new LiveMpd();
  private final WindowPlaylists windows =
      new WindowPlaylists(multivariants, WindowPlaylists.MOST_BYTES);

  /**
   * The playlist of a rendition.
   *
   * @param skips whether a delta update is wanted
   */
  @SuppressWarnings("ReferenceEquality") // a view is never made twice
  LiveAnswer media(Presentation live, RenditionView view, boolean skips) {
    Made texts =
        made.compute(
            view.rendition(),
            (_, known) -> known == null || known.view != view ? new Made(view) : known);
    return new LiveAnswer.Playlist(text(texts, live, skips), lifetime(view));
  }

  private static LiveText text(Made texts, Presentation live, boolean skips) {
    LiveText known = skips ? texts.delta : texts.whole;
    if (known == null) {
      known = LiveText.of(LiveMediaPlaylist.of(texts.view, others(live, texts.view), skips).text());
      if (skips) {
        texts.delta = known;
      } else {
        texts.whole = known;
      }
    }
    return known;
  }

  private static List<RenditionView> others(Presentation live, RenditionView view) {
    List<RenditionView> others = new ArrayList<>(live.views());
    others.removeIf(other -> other.rendition().equals(view.rendition()));
    return others;
  }

  /**
   * A playlist is never older than half a target duration, one that was asked for by place neither:
   * a player that needs longer for a reload than a part takes would be answered with one past place
   * after the other, and fall behind for good.
   */
  static Duration lifetime(RenditionView view) {
    return Duration.ofSeconds(Math.max(1, view.terms().target().toSeconds() / 2 - 1));
  }

  /** Those of windows. */
  WindowPlaylists windows() {
    return windows;
  }

  /** Nothing comes of a rendition any more. */
  void forget(String rendition) {
    made.remove(rendition);
  }

  /** Empty before any segment is whole. */
  Optional<LiveAnswer.Playlist> mpd(Presentation live, Instant now) {
    List<LiveMpd.Track> tracks = new ArrayList<>();
    multivariants
        .rates(live, live.renditions())
        .forEach((rendition, rate) ->
            live.view(rendition.id())
                .ifPresent(view -> tracks.add(new LiveMpd.Track(rendition, view, rate))));
    return mpds.of(tracks, now)
        .map(mpd ->
            new LiveAnswer.Playlist(LiveText.of(mpd.text()), lifetime(tracks.getFirst().view())));
  }

  /** Empty before any segment is whole. */
  Optional<LiveAnswer.Playlist> multivariant(Presentation live) {
    List<Rendition> renditions = live.renditions();
    return multivariants
        .of(live, renditions, "")
        .map(playlist -> new LiveAnswer.Playlist(LiveText.of(playlist.text()), MULTIVARIANT));
  }
}
