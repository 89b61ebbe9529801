package dev.headwater.media.isobmff;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * How the samples of a header's only track are coded, as who changes samples needs to know it.
 * Immutable.
 *
 * @param isVideo pictures, else sound
 * @param format type of the sample entry, four characters; of a protected one, what it was in clear
 * @param configuration content of the box that configures NAL units ({@code avcC}, {@code hvcC});
 *     empty where there is none
 * @param defaults what its samples are unless a fragment says otherwise
 * @param protection where the track is protected
 */
public record SampleDescription(
    boolean isVideo,
    String format,
    ByteBuffer configuration,
    SampleDefaults defaults,
    Optional<Protection> protection) {
  private static final FourCc FILE = FourCc.of("file");
  private static final FourCc MOOV = FourCc.of("moov");
  private static final List<FourCc> CONFIGURATIONS = List.of(FourCc.of("avcC"), FourCc.of("hvcC"));

  public SampleDescription {
    configuration = configuration.asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer configuration() {
    return configuration.asReadOnlyBuffer();
  }

  /**
   * Reads it.
   *
   * @param header as in {@link CmafPiece.Header}
   * @throws MalformedBoxException if there isn't one track with one sample entry, of pictures or of
   *     sound
   */
  public static SampleDescription read(ByteBuffer header) throws MalformedBoxException {
    Box moov = moov(header);
    List<Track> tracks = MovieBox.tracks(moov);
    if (tracks.size() != 1 || !(tracks.getFirst() instanceof Track.Coded track)) {
      throw MalformedBoxException.of("tracks", tracks, "one, of pictures or sound");
    }
    boolean isVideo = track instanceof Track.Video;
    List<Box> entries = MovieBox.sampleEntries(moov);
    if (entries.size() != 1) {
      throw MalformedBoxException.of("stsd entries", entries.size(), "1");
    }
    Box entry = entries.getFirst();
    entry.content().skip(fieldBytes(isVideo));
    return new SampleDescription(
        isVideo,
        ProtectedEntry.coded(entry).type().toString(),
        isVideo ? configuration(entry) : ByteBuffer.allocate(0),
        track.defaults(),
        ProtectedEntry.is(entry)
            ? Optional.of(ProtectedEntry.protection(entry))
            : Optional.empty());
  }

  /** Of a sample entry, before its boxes. */
  static int fieldBytes(boolean isVideo) {
    return isVideo ? ProtectedEntry.VISUAL_FIELDS : ProtectedEntry.AUDIO_FIELDS;
  }

  private static Box moov(ByteBuffer header) throws MalformedBoxException {
    return Box.of(FILE, header).descend(MOOV);
  }

  private static ByteBuffer configuration(Box entry) throws MalformedBoxException {
    for (Box child : entry.children()) {
      if (CONFIGURATIONS.contains(child.type())) {
        return child.content().rest();
      }
    }
    return ByteBuffer.allocate(0);
  }
}
