package dev.headwater.control.packaging;

import dev.headwater.media.FrameRate;
import dev.headwater.media.isobmff.ByteSource;
import dev.headwater.media.isobmff.InitializationSection;
import dev.headwater.media.isobmff.MediaSegmentInfo;
import dev.headwater.media.packaging.MeasuredRendition;
import dev.headwater.media.packaging.MeasuredSegment;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A rendition in a folder, as the encoder left it. Immutable.
 *
 * @param id its folder's name
 * @param folder holds its initialization section and its segments
 */
record EncodedRendition(String id, Path folder) {
  static final String INITIALIZATION = "init.mp4";
  static final String SEGMENT_SUFFIX = ".m4s";

  /** The encoder writes one; ours comes from what is measured. */
  static final String UNUSED_PLAYLIST = "encoder.m3u8";

  static EncodedRendition in(Path folder, String id) {
    return new EncodedRendition(id, folder.resolve(id));
  }

  Path initialization() {
    return folder.resolve(INITIALIZATION);
  }

  /** The segments there are, from 0. */
  List<Path> segments() {
    List<Path> segments = new ArrayList<>();
    while (Files.isRegularFile(segment(segments.size()))) {
      segments.add(segment(segments.size()));
    }
    return segments;
  }

  private Path segment(int number) {
    return folder.resolve(number + SEGMENT_SUFFIX);
  }

  /** Measured, as the one video rendition it is. */
  MeasuredRendition video(FrameRate frameRate) throws IOException {
    InitializationSection section = section();
    return new MeasuredRendition.Video(
        id, section.video().orElseThrow(), measured(section), frameRate);
  }

  /** Measured, as the audio rendition that was made of a track. */
  MeasuredRendition audio(PlannedTrack<AudioTrack> sound) throws IOException {
    InitializationSection section = section();
    return new MeasuredRendition.Audio(
        id,
        section.audio().orElseThrow(),
        measured(section),
        sound.name(),
        sound.source().language());
  }

  private InitializationSection section() throws IOException {
    if (segments().isEmpty()) {
      throw PackagingException.badSource("nothing of the file could be decoded");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(initialization())) {
      return InitializationSection.read(ByteSource.of(channel));
    }
  }

  private List<MeasuredSegment> measured(InitializationSection section) throws IOException {
    List<MeasuredSegment> measured = new ArrayList<>();
    for (Path segment : segments()) {
      try (SeekableByteChannel channel = Files.newByteChannel(segment)) {
        measured.add(MeasuredSegment.of(MediaSegmentInfo.read(ByteSource.of(channel), section)));
      }
    }
    return measured;
  }
}
