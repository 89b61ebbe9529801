package dev.headwater.control.packaging;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import java.util.List;

/**
 * What a rendition may take. Immutable.
 *
 * @param maxKilobits a second, over any stretch that fills the buffer
 * @param bufferKilobits of the decoder that must not run dry
 */
public record BitRate(int maxKilobits, int bufferKilobits) {
  /**
   * At 16:9 and 30 frames a second. Between two rows, and beyond the ends, the exponent of the
   * neighbouring rows holds: bits grow slower than pixels.
   *
   * <pre>
   * size        kbit/s
   * 426x240        400
   * 640x360        800
   * 854x480       1400
   * 1280x720      2800
   * 1920x1080     5000
   * </pre>
   */
  private static final List<Row> TABLE =
      List.of(
          new Row(426 * 240, 400),
          new Row(640 * 360, 800),
          new Row(854 * 480, 1_400),
          new Row(1280 * 720, 2_800),
          new Row(1920 * 1080, 5_000));

  /** Twice the frames take half as many bits again: neighbours resemble each other more. */
  private static final double BITS_PER_FRAME_SHARE = 0.5;

  private static final double TABLE_FRAMES_PER_SECOND = 30;

  /** A thumbnail still needs headers and a picture in every segment. */
  private static final int LEAST_KILOBITS = 64;

  /** Seconds at the highest rate that the buffer holds: how far a hard scene may overshoot. */
  private static final double BUFFER_SECONDS = 1.5;

  static BitRate of(Resolution size, FrameRate frameRate) {
    double frames = OutputFrameRate.value(frameRate) / TABLE_FRAMES_PER_SECOND;
    double share = 1 - BITS_PER_FRAME_SHARE + BITS_PER_FRAME_SHARE * frames;
    double kilobits = atTableRate((double) size.width() * size.height()) * share;
    int max = (int) Math.max(LEAST_KILOBITS, Math.round(kilobits));
    return new BitRate(max, (int) Math.round(max * BUFFER_SECONDS));
  }

  private static double atTableRate(double pixels) {
    int row = 0;
    while (row < TABLE.size() - 2 && pixels > TABLE.get(row + 1).pixels) {
      row++;
    }
    Row low = TABLE.get(row);
    Row high = TABLE.get(row + 1);
    double exponent = Math.log(high.kilobits / low.kilobits) / Math.log(high.pixels / low.pixels);
    return low.kilobits * Math.pow(pixels / low.pixels, exponent);
  }

  private record Row(double pixels, double kilobits) {}
}
