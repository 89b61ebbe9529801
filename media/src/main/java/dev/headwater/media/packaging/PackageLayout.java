package dev.headwater.media.packaging;

/** Names of the files of a package, relative to its folder; segments count from 0. */
public final class PackageLayout {
  public static final String MULTIVARIANT_PLAYLIST = "index.m3u8";
  public static final String MPD = "manifest.mpd";

  static final String MEDIA_PLAYLIST = "index.m3u8";
  static final String INITIALIZATION = "init.mp4";
  static final String SEGMENT_SUFFIX = ".m4s";
  static final String SUBTITLES_SUFFIX = ".vtt";

  private PackageLayout() {}

  public static String mediaPlaylist(String renditionId) {
    return renditionId + "/" + MEDIA_PLAYLIST;
  }

  public static String initialization(String renditionId) {
    return renditionId + "/" + INITIALIZATION;
  }

  public static String segment(String renditionId, int number) {
    return renditionId + "/" + segment(number);
  }

  /** A segment of subtitles. */
  public static String subtitles(String renditionId, int number) {
    return renditionId + "/" + number + SUBTITLES_SUFFIX;
  }

  /** Of a content key, as a media playlist refers to it: below the same root as {@code vod/}. */
  public static String key(String keyId) {
    return "../../../../keys/" + keyId;
  }

  static String segment(int number) {
    return number + SEGMENT_SUFFIX;
  }

  static String suffix(MeasuredRendition rendition) {
    return rendition instanceof MeasuredRendition.Text ? SUBTITLES_SUFFIX : SEGMENT_SUFFIX;
  }
}
