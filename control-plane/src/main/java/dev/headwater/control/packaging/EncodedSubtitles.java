package dev.headwater.control.packaging;

import dev.headwater.media.packaging.MeasuredRendition;
import java.nio.file.Path;
import java.util.List;

/**
 * A rendition of subtitles in a folder. Immutable.
 *
 * @param segments files, from 0
 */
record EncodedSubtitles(MeasuredRendition.Text rendition, List<Path> segments) {
  EncodedSubtitles {
    segments = List.copyOf(segments);
  }
}
