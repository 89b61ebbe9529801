package dev.headwater.control.packaging;

import java.util.List;

/**
 * The containers that a source may come in, by the names of ffmpeg's demuxers. None of them opens
 * another file: playlists, {@code concat}, {@code dash}, image sequences and session descriptions
 * do, so they are left out.
 */
final class SourceFormats {
  static final List<String> DEMUXERS =
      List.of(
          "mov",
          "mp4",
          "matroska",
          "webm",
          "mpegts",
          "mpeg",
          "mpegvideo",
          "h264",
          "hevc",
          "avi",
          "flv",
          "asf",
          "mxf",
          "ogg",
          "wav",
          "mp3",
          "flac",
          "aac",
          "aiff",
          "ac3",
          "caf",
          "amr",
          "w64",
          "dv",
          "ivf",
          "nut",
          "rm",
          "gif");

  private SourceFormats() {}
}
