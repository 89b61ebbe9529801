package dev.headwater.edge.live;

import dev.headwater.cachepolicy.ResourceKind;
import dev.headwater.edge.live.Excerpt.Covered;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.request.DeliveryDirectives;
import dev.headwater.edge.request.Window;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Decides what becomes of requests for a window of what is live. Thread-safe. */
final class WindowDesk {
  /** Section 6.2.5.2: a reload that waits gives up after three target durations. */
  private static final int WAITING_TARGETS = 3;

  private final InstantSource clock;

  WindowDesk(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Answers a request for a playlist or an MPD.
   *
   * @param wanted with a window
   */
  LiveAnswer answer(
      ResourceKind kind, Presentation live, RenditionName name, DeliveryDirectives wanted) {
    Window window = wanted.window().orElseThrow();
    WindowPlaylists windows = live.playlists().windows();
    return switch (kind) {
      case LIVE_MULTIVARIANT_PLAYLIST ->
          covered(live, window, covered -> playlist(windows.multivariant(live, window, covered)));
      case LIVE_MPD ->
          covered(
              live,
              window,
              covered -> playlist(windows.mpd(live, window, covered, clock.instant())));
      case LIVE_MEDIA_PLAYLIST ->
          live.view(name.rendition())
              .map(view ->
                  covered(live, window, covered -> media(live, name, view, covered, wanted)))
              .orElse(LiveDesk.NOT_YET);
      default -> LiveDesk.NEVER;
    };
  }

  private static LiveAnswer playlist(Optional<LiveAnswer.Playlist> made) {
    return made.<LiveAnswer>map(playlist -> playlist).orElse(LiveDesk.NOT_YET);
  }

  private static LiveAnswer covered(
      Presentation live, Window window, Function<Covered, LiveAnswer> then) {
    return switch (live.playlists().windows().excerpt(live, window)) {
      case Covered covered -> then.apply(covered);
      case Excerpt.Left _ -> LiveDesk.LEFT;
      case Excerpt.Ahead _ -> LiveDesk.NOT_YET;
      case Excerpt.Nothing _ -> LiveDesk.NEVER;
    };
  }

  private static LiveAnswer media(
      Presentation live,
      RenditionName name,
      RenditionView view,
      Covered covered,
      DeliveryDirectives wanted) {
    RenditionView cut =
        live.playlists().windows().cut(wanted.window().orElseThrow(), covered, view);
    OptionalLong number = wanted.number();
    int part = wanted.part().orElse(-1);
    if (isEmpty(cut) || number.isEmpty() || cut.reaches(number.getAsLong(), part)) {
      return media(live, covered, view, wanted);
    }
    if (LiveDesk.isTooFar(cut, number.getAsLong(), part)) {
      return LiveDesk.TOO_FAR;
    }
    return new LiveAnswer.Held(
        name,
        new Waiting.Place(number.getAsLong(), part),
        view.terms().target().multipliedBy(WAITING_TARGETS),
        reached -> reached.map(now -> reached(live, now, wanted)).orElse(LiveDesk.STALE));
  }

  /** The window may end before that place, or have left meanwhile. */
  private static LiveAnswer reached(
      Presentation live, RenditionView now, DeliveryDirectives wanted) {
    return covered(
        live, wanted.window().orElseThrow(), covered -> media(live, covered, now, wanted));
  }

  private static LiveAnswer media(
      Presentation live, Covered covered, RenditionView view, DeliveryDirectives wanted) {
    Window window = wanted.window().orElseThrow();
    WindowPlaylists windows = live.playlists().windows();
    return isEmpty(windows.cut(window, covered, view))
        ? LiveDesk.NOT_YET
        : windows.media(live, window, covered, view, wanted.skips());
  }

  private static boolean isEmpty(RenditionView cut) {
    return cut.segments().isEmpty() && cut.open().isEmpty();
  }
}
