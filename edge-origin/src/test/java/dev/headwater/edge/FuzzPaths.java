package dev.headwater.edge;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What the fuzz test asks for: {@code /manner/size/number}. The manner says how the upstream
 * answers, the size how many bytes there are.
 */
record FuzzPaths(Manner manner, int size, int number) {
  /** How an upstream answers. */
  enum Manner {
    /** With its length, at once; it may be kept. */
    KEPT,
    /** Without its length. */
    CHUNKED,
    /** For one client. */
    PRIVATE,
    /** In pieces, with pauses. */
    SLOW,
    /** Announced whole, and cut in the middle. */
    CUT,
    /** Stale at once, with a validator, and to be had stale meanwhile. */
    STALE,
    /** Large, with a strong validator, whole or in ranges. */
    SLICED
  }

  private static final int NUMBERS = 6;
  private static final int MOST = 1_200_000;
  private static final int MOST_SLICED = 3_000_000;

  static FuzzPaths any(Random random, boolean sliced) {
    Manner[] manners = Manner.values();
    Manner manner = manners[random.nextInt(sliced ? manners.length : manners.length - 1)];
    return of(manner, random.nextInt(NUMBERS));
  }

  /** The size follows from the rest, so that paths come again. */
  static FuzzPaths of(Manner manner, int number) {
    Random random = new Random(manner.name().hashCode() * 31L + number);
    int size =
        manner == Manner.SLICED
            ? MOST + random.nextInt(MOST_SLICED - MOST)
            : random.nextInt(number % 2 == 0 ? MOST : MOST / 20);
    return new FuzzPaths(manner, size, number);
  }

  static FuzzPaths parse(String path) {
    String[] parts = path.split("/", -1);
    return new FuzzPaths(
        Manner.valueOf(parts[1]), Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
  }

  static List<FuzzPaths> all() {
    return Arrays.stream(Manner.values())
        .flatMap(manner -> IntStream.range(0, NUMBERS).mapToObj(number -> of(manner, number)))
        .toList();
  }

  @Override
  public String toString() {
    return "/" + manner + "/" + size + "/" + number;
  }
}
