package dev.headwater.edge.live.subtitles;

/** What renditions of subtitles are called, so that a name alone tells what it is of. */
public final class SubtitleName {
  private static final String PREFIX = "text-";

  private SubtitleName() {}

  /** Of a track as its encoder calls it. */
  public static String of(String track) {
    return isOne(track) ? track : PREFIX + track;
  }

  public static boolean isOne(String rendition) {
    return rendition.startsWith(PREFIX);
  }
}
