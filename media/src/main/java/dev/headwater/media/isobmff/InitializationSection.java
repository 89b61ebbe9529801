package dev.headwater.media.isobmff;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a media initialization section ({@code init.mp4}) declares. Immutable.
 *
 * @param tracks in their order in the file, at least one, with different ids
 */
public record InitializationSection(List<Track> tracks) {
  private static final FourCc MOOV = FourCc.of("moov");

  public InitializationSection {
    tracks = List.copyOf(tracks);
  }

  /**
   * Reads the {@code moov} box of a file.
   *
   * @throws MalformedBoxException if there is none, or one that can't be understood
   */
  public static InitializationSection read(ByteSource source) throws IOException {
    List<Box> moovs = TopLevelBoxes.of(source).load(MOOV);
    if (moovs.size() != 1) {
      throw MalformedBoxException.of("moov boxes", moovs.size(), "1");
    }
    return new InitializationSection(MovieBox.tracks(moovs.getFirst()));
  }

  public Optional<Track> track(long id) {
    return tracks.stream().filter(track -> track.id() == id).findFirst();
  }

  /** The first video track. */
  public Optional<Track.Video> video() {
    return first(Track.Video.class);
  }

  /** The first audio track. */
  public Optional<Track.Audio> audio() {
    return first(Track.Audio.class);
  }

  private <T extends Track> Optional<T> first(Class<T> kind) {
    return tracks.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
