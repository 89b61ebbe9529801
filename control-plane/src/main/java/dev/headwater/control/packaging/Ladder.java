package dev.headwater.control.packaging;

import dev.headwater.media.FrameRate;
import dev.headwater.media.Resolution;
import java.util.ArrayList;
import java.util.List;

/**
 * The video renditions that fit a source: never larger than it is, in its own shape, measured by
 * the short side so that portrait and landscape are alike. Immutable.
 *
 * @param frameRate of all rungs
 * @param rungs from the largest, at least one
 */
public record Ladder(FrameRate frameRate, List<Rung> rungs) {
  private static final List<Integer> SHORT_SIDES = List.of(1080, 720, 480, 360, 240);

  /** A rung nearer than this to the one above it saves too little to be worth encoding. */
  private static final double STEP = 0.85;

  /** Hardware decoders of H.264 end here (level 5.2). */
  private static final int LONGEST_SIDE = 4096;

  public Ladder {
    rungs = List.copyOf(rungs);
  }

  public static Ladder of(VideoTrack track, double durationSeconds) {
    FrameRate frameRate = OutputFrameRate.of(track, durationSeconds);
    Resolution source = track.displayed();
    List<Rung> rungs = new ArrayList<>();
    int top = topShortSide(source);
    rungs.add(rung(source, top, frameRate));
    int above = top;
    for (int shortSide : SHORT_SIDES) {
      if (shortSide <= above * STEP) {
        rungs.add(rung(source, shortSide, frameRate));
        above = shortSide;
      }
    }
    return new Ladder(frameRate, rungs);
  }

  /** The source's own, unless one of its sides is beyond the limits. */
  private static int topShortSide(Resolution source) {
    double shortSide = shortSide(source);
    double byLength = shortSide * LONGEST_SIDE / longSide(source);
    double top = Math.min(Math.min(shortSide, SHORT_SIDES.getFirst()), byLength);
    return (int) Math.max(1, top);
  }

  private static Rung rung(Resolution source, int shortSide, FrameRate frameRate) {
    double scale = (double) shortSide / shortSide(source);
    int evenShort = even(shortSide, shortSide(source));
    int evenLong = even(longSide(source) * scale, longSide(source));
    boolean portrait = source.height() > source.width();
    Resolution size =
        portrait ? new Resolution(evenShort, evenLong) : new Resolution(evenLong, evenShort);
    BitRate bitRate = BitRate.of(size, frameRate);
    return new Rung(evenShort + "p", size, bitRate, H264Level.of(size, frameRate, bitRate));
  }

  /**
   * Chroma has half the samples in each direction. No side grows, but for one of a single pixel.
   */
  private static int even(double side, int limit) {
    int nearest = 2 * (int) Math.round(side / 2);
    return Math.max(2, nearest > limit ? nearest - 2 : nearest);
  }

  private static int shortSide(Resolution size) {
    return Math.min(size.width(), size.height());
  }

  private static int longSide(Resolution size) {
    return Math.max(size.width(), size.height());
  }
}
