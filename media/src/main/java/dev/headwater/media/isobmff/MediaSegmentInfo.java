package dev.headwater.media.isobmff;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a media segment in fragmented MP4 holds: timing, without its samples. Immutable.
 *
 * @param fragments one for each track that has samples in it, in the order they appear
 * @param sizeBytes bytes of the whole segment
 */
public record MediaSegmentInfo(List<TrackFragment> fragments, long sizeBytes) {
  private static final FourCc MOOF = FourCc.of("moof");
  private static final FourCc MDAT = FourCc.of("mdat");

  public MediaSegmentInfo {
    fragments = List.copyOf(fragments);
  }

  /**
   * Reads the {@code moof} boxes of a segment, and only those.
   *
   * @param initialization what declares the segment's tracks
   * @throws MalformedBoxException if there are none, any that can't be understood, or no samples
   *     after them
   */
  public static MediaSegmentInfo read(ByteSource source, InitializationSection initialization)
      throws IOException {
    TopLevelBoxes boxes = TopLevelBoxes.of(source);
    List<Box> moofs = boxes.load(MOOF);
    if (moofs.isEmpty()) {
      throw MalformedBoxException.of("moof boxes", 0, "at least 1");
    }
    if (!boxes.follows(MDAT, MOOF)) {
      throw MalformedBoxException.of("last moof box", "at the end", "followed by mdat");
    }
    MovieFragments fragments = new MovieFragments(initialization);
    for (Box moof : moofs) {
      fragments.add(moof);
    }
    return new MediaSegmentInfo(fragments.byTrack(), source.size());
  }

  /** What it holds of one track. */
  public Optional<TrackFragment> fragment(long trackId) {
    return fragments.stream().filter(fragment -> fragment.trackId() == trackId).findFirst();
  }
}
