package dev.headwater.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.edge.live.Excerpt.Covered;
import dev.headwater.edge.live.timeline.Rendition;
import dev.headwater.edge.live.timeline.RenditionView;
import dev.headwater.edge.live.timeline.Segment;
import dev.headwater.edge.live.timeline.Terms;
import dev.headwater.edge.request.Window;
import dev.headwater.media.Resolution;
import dev.headwater.media.isobmff.SampleDefaults;
import dev.headwater.media.isobmff.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Segments of two seconds from 1970 on. */
class WindowPlaylistsTest {
  private static final Duration TWO = Duration.ofSeconds(2);
  private static final Terms TERMS =
      new Terms(
          TWO, Duration.ofSeconds(4), Optional.empty(), Duration.ofDays(1), Duration.ofSeconds(16));

  private final Presentation live = new Presentation(Instant.EPOCH);
  private final WindowPlaylists windows = live.playlists().windows();

  WindowPlaylistsTest() {
    live.offers(
        List.of(
            new Rendition(
                "v",
                new Track.Video(
                    1, 90_000, SampleDefaults.NONE, "avc1.64001f", new Resolution(320, 180)))));
    publish(100);
  }

  private void publish(long count) {
    List<Segment> segments =
        LongStream.range(0, count)
            .mapToObj(n ->
                new Segment(
                    n,
                    "e",
                    TWO.multipliedBy(n),
                    TWO,
                    Instant.ofEpochSecond(2 * n),
                    false,
                    false,
                    100_000,
                    List.of()))
            .toList();
    live.published(new RenditionView("v", TERMS, segments, 0, Optional.empty(), "e", false));
  }

  private static Window window(long from, long to) {
    return new Window(
        Instant.ofEpochSecond(from),
        to > 0 ? Optional.of(Instant.ofEpochSecond(to)) : Optional.empty());
  }

  private LiveAnswer.Playlist media(Window window) {
    return media(windows, window);
  }

  private LiveAnswer.Playlist media(WindowPlaylists from, Window window) {
    Covered covered = (Covered) from.excerpt(live, window);
    RenditionView view = live.view("v").orElseThrow();
    return (LiveAnswer.Playlist) from.media(live, window, covered, view, false);
  }

  @Test
  void aFinishedPlaylistIsMadeOnce() {
    LiveText first = media(window(0, 60)).text();
    publish(101);
    assertThat(media(window(0, 60)).text()).isSameAs(first);
    assertThat(first.toString()).contains("#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-ENDLIST");
  }

  @Test
  void oneThatGoesOnIsMadeOnceForWhatThereIs() {
    LiveText first = media(window(12, 0)).text();
    assertThat(media(window(12, 0)).text()).isSameAs(first);
    publish(101);
    assertThat(media(window(12, 0)).text()).isNotSameAs(first);
  }

  @Test
  void itIsKeptForAsLongAsItsSegmentsStay() {
    assertThat(media(window(0, 60)).lifetime()).isEqualTo(Duration.ofMinutes(5));
    publish(Duration.ofDays(1).toSeconds() / 2 - 10);
    assertThat(media(window(0, 60)).lifetime()).isEqualTo(Duration.ofSeconds(20));
    assertThat(media(window(12, 0)).lifetime()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void windowsThatWereAskedForLongestAgoAreForgotten() {
    LiveText first = media(window(0, 60)).text();
    for (int i = 0; i < 2 * WindowPlaylists.MOST; i++) {
      media(window(0, 66 + i));
    }
    assertThat(windows.count()).isEqualTo(WindowPlaylists.MOST);
    assertThat(media(window(0, 60)).text()).isNotSameAs(first);
  }

  @Test
  void whatIsKeptIsBounded() {
    LiveText one = media(window(0, 180)).text();
    WindowPlaylists few = new WindowPlaylists(new LiveMultivariant(), 3L * one.length());
    for (int i = 0; i < 20; i++) {
      media(few, window(0, 180 + i));
    }
    assertThat(few.count()).isBetween(2, 4);
  }
}
