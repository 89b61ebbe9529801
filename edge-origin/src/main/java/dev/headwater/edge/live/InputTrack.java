package dev.headwater.edge.live;

import dev.headwater.edge.live.timeline.Input;

/** A track of one of a channel's encoders. Immutable. */
record InputTrack(Input input, String name) {
  private static final String PRIMARY = "primary/";
  private static final String BACKUP = "backup/";

  /**
   * @param path below the channel, such as {@code backup/720p.cmfv}; without an input's name it is
   *     the primary's
   */
  static InputTrack of(String path) {
    return new InputTrack(input(path), TrackName.of(below(path)));
  }

  /** Of a file of subtitles. */
  static InputTrack ofSubtitles(String path) {
    return new InputTrack(input(path), TrackName.ofSubtitles(below(path)));
  }

  private static Input input(String path) {
    return isBelow(path, BACKUP) ? Input.BACKUP : Input.PRIMARY;
  }

  /** Whether a path names all that one encoder sends. */
  static boolean isInput(String path) {
    return !path.isEmpty() && below(path).isEmpty();
  }

  private static String below(String path) {
    String name = isBelow(path, PRIMARY) ? PRIMARY : isBelow(path, BACKUP) ? BACKUP : "";
    return path.substring(Math.min(path.length(), name.length()));
  }

  private static boolean isBelow(String path, String name) {
    return path.startsWith(name) || name.equals(path + "/");
  }

  @Override
  public String toString() {
    return name + " of the " + input.word();
  }
}
