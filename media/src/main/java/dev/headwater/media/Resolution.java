package dev.headwater.media;

/**
 * The size of a picture in pixels. Immutable.
 *
 * @param width at least 1
 * @param height at least 1
 */
public record Resolution(int width, int height) {
  public Resolution {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "resolution: " + width + "x" + height + " (expected: at least 1x1)");
    }
  }

  /** As playlists write it: {@code 1280x720}. */
  @Override
  public String toString() {
    return width + "x" + height;
  }
}
