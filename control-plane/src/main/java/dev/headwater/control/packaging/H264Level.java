package dev.headwater.control.packaging;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import java.util.Arrays;

/** The levels of H.264 that decoders are built for (ITU-T H.264, table A-1, High profile). */
public enum H264Level {
  L1_3("1.3", 11_880, 396, 768, 2_000),
  L2("2.0", 11_880, 396, 2_000, 2_000),
  L2_1("2.1", 19_800, 792, 4_000, 4_000),
  L2_2("2.2", 20_250, 1_620, 4_000, 4_000),
  L3("3.0", 40_500, 1_620, 10_000, 10_000),
  L3_1("3.1", 108_000, 3_600, 14_000, 14_000),
  L3_2("3.2", 216_000, 5_120, 20_000, 20_000),
  L4("4.0", 245_760, 8_192, 20_000, 25_000),
  L4_1("4.1", 245_760, 8_192, 50_000, 62_500),
  L4_2("4.2", 522_240, 8_704, 50_000, 62_500),
  L5("5.0", 589_824, 22_080, 135_000, 135_000),
  L5_1("5.1", 983_040, 36_864, 240_000, 240_000),
  L5_2("5.2", 2_073_600, 36_864, 240_000, 240_000);

  /** Bits and buffers of the High profile are a quarter larger than the table's (A.3.3). */
  private static final double HIGH_PROFILE = 1.25;

  private static final int MACROBLOCK = 16;

  private final String number;
  private final long macroblocksPerSecond;
  private final long macroblocks;
  private final long kilobitsPerSecond;
  private final long bufferKilobits;

  H264Level(
      String number,
      long macroblocksPerSecond,
      long macroblocks,
      long kilobitsPerSecond,
      long bufferKilobits) {
    this.number = number;
    this.macroblocksPerSecond = macroblocksPerSecond;
    this.macroblocks = macroblocks;
    this.kilobitsPerSecond = kilobitsPerSecond;
    this.bufferKilobits = bufferKilobits;
  }

  /** The lowest that allows the pictures, else the highest. */
  static H264Level of(Resolution size, FrameRate frameRate, BitRate bitRate) {
    return Arrays.stream(values())
        .filter(level -> level.allows(size, frameRate, bitRate))
        .findFirst()
        .orElse(L5_2);
  }

  private boolean allows(Resolution size, FrameRate frameRate, BitRate bitRate) {
    long wide = Math.ceilDiv(size.width(), MACROBLOCK);
    long high = Math.ceilDiv(size.height(), MACROBLOCK);
    double longest = Math.sqrt(8.0 * macroblocks);
    return wide * high <= macroblocks
        && wide <= longest
        && high <= longest
        && wide * high * OutputFrameRate.value(frameRate) <= macroblocksPerSecond
        && bitRate.maxKilobits() <= HIGH_PROFILE * kilobitsPerSecond
        && bitRate.bufferKilobits() <= HIGH_PROFILE * bufferKilobits;
  }

  /** As ffmpeg is told: {@code 4.0}. */
  @Override
  public String toString() {
    return number;
  }
}
