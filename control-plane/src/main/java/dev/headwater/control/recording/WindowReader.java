package dev.headwater.control.recording;

import dev.headwater.control.recording.RecordingException.Kind;
import dev.headwater.media.hls.MediaPlaylist;
import dev.headwater.media.hls.MultivariantPlaylist;
import dev.headwater.media.hls.PlaylistException;
import dev.headwater.media.hls.Rendition;
import dev.headwater.media.hls.VariantStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the playlists of a window. Blocks the virtual thread that asks. */
public final class WindowReader {
  /** What has not come by then does not come: encoders and workers are not as far behind. */
  private static final Duration LATEST = Duration.ofSeconds(45);

  private final RecordedChannel channel;

  public WindowReader(RecordedChannel channel) {
    this.channel = channel;
  }

  /** Fails with {@link RecordingException} where the window isn't there, or not all of it. */
  public RecordedWindow read() {
    try {
      MultivariantPlaylist multivariant =
          MultivariantPlaylist.parse(channel.playlist(channel.multivariant()).await());
      List<String> sounds =
          multivariant.renditions().stream()
              .filter(one -> one.type() == Rendition.Type.AUDIO) // titles have no subtitles
              .map(Rendition::uri)
              .flatMap(Optional::stream)
              .toList();
      List<String> pictures =
          multivariant.variants().stream()
              .map(VariantStream::uri)
              .distinct()
              .filter(uri -> !sounds.contains(uri))
              .toList();
      return RecordedWindow.of(
          playlists(pictures),
          playlists(sounds),
          channel.recording().from(),
          channel.recording().to());
    } catch (PlaylistException e) {
      throw new RecordingException(
          Kind.UNUSABLE, "a playlist of the data plane can't be read: " + e.getMessage());
    }
  }

  private List<RecordedPlaylist> playlists(List<String> uris) throws PlaylistException {
    List<RecordedPlaylist> playlists = new ArrayList<>();
    for (String uri : uris) {
      MediaPlaylist playlist = MediaPlaylist.parse(channel.playlist(uri).await());
      checkWhole(playlist);
      RecordedPlaylist recorded = RecordedPlaylist.of(uri.substring(0, uri.indexOf('/')), playlist);
      if (!playlist.ended()) {
        checkReached(recorded, Instant.now());
      }
      playlists.add(recorded);
    }
    return playlists;
  }

  /** The data plane gives no type to playlists of windows of which something has left. */
  private static void checkWhole(MediaPlaylist playlist) {
    if (playlist.type().isEmpty()) {
      throw new RecordingException(
          Kind.LOST, "the channel does not keep the beginning of that time any more");
    }
  }

  private void checkReached(RecordedPlaylist playlist, Instant now) {
    Instant to = channel.recording().to();
    boolean over = playlist.reaches(to) || !now.isBefore(to.plus(LATEST));
    if (!over) {
      throw new RecordingException(Kind.UNFINISHED, "the channel has not come to that time yet");
    }
  }
}
