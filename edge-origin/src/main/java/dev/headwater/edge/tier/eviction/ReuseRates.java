package dev.headwater.edge.tier.eviction;

import static dev.headwater.edge.tier.eviction.ReuseClass.CLASSES;
import static dev.headwater.edge.tier.eviction.ReuseClass.COUNTS;

import java.util.Arrays;

/**
 * Learns from a workload how soon its objects are asked for again, and says what keeping one is
 * worth.
 *
 * <h2>The worth of an object</h2>
 *
 * LRU, LFU and their relatives each fix one guess: what was used last, or most often, will be used
 * next. Which guess holds differs between a live edge, a library and a web page. Here it is
 * measured. Age is counted in requests since the object's last one. For each {@link ReuseClass} and
 * each power of two of age, two sums are kept: how often an object was asked for again at that age,
 * and how long objects were watched at that age, whether asked for or not. Their quotient is the
 * rate of reuse (the estimator of a piecewise constant hazard; objects that are forgotten before
 * they are asked for again count for as long as they were watched, so nothing is assumed of what
 * was not seen).
 *
 * <p>The worth is the <em>hit density</em> of Beckmann, Chen and Cidon (LHD: Improving Cache Hit
 * Rate by Maximizing Hit Density, NSDI 2018): hits to be had per byte and request of room taken. A
 * hit of n bytes gives n bytes and needs room for n, so for bytes the size cancels out. Where LHD
 * divides by how long its own evictions let objects live, which feeds back, this takes the best
 * moment to give up: the highest, over all later ages, of the hits until then divided by the wait
 * until then. That quotient is Gittins' index (Aalto, Ayesta and Righter, On the Gittins index in
 * the M/G/1 queue, 2009, for hazards like these).
 *
 * <h2>Little evidence</h2>
 *
 * A cell with few observations leans on the same age of all classes with its count, and that on all
 * objects of that age; an age that nothing has reached yet leans on the one before, with the same
 * chance of reuse per doubling, which makes an unlearned table order by age alone: LRU. Old
 * evidence fades, so a change of workload is followed.
 *
 * <p>Confined to the cache's lock.
 */
final class ReuseRates {
  /** Powers of two of age. */
  private static final int AGES = 32;

  /** Reuses that a cell's neighbour is believed for: below some ten, sums are mostly noise. */
  private static final double BELIEF = 4;

  /** What one learning leaves of earlier evidence. */
  private static final double FADING = 0.95;

  /** Reuses expected within the first doubling when nothing was seen. */
  private static final double UNSEEN = 0.1;

  /** A chance that is not worth reckoning with. */
  private static final double NEGLIGIBLE = 1e-4;

  private static final int ALL = CLASSES + COUNTS;

  private final double[][] reuses = new double[ALL + 1][AGES];
  private final double[][] waits = new double[ALL + 1][AGES];
  private final float[][] worth = new float[CLASSES][AGES];

  ReuseRates() {
    learn();
  }

  /** An object was asked for again at this age. */
  void reused(int reuseClass, long age) {
    reuses[reuseClass][bucket(age)]++;
  }

  /** Objects waited from one age to another. */
  void waited(int reuseClass, long fromAge, long toAge, int objects) {
    long from = fromAge;
    while (from < toAge) {
      int bucket = bucket(from);
      long to = Math.min(toAge, end(bucket));
      waits[reuseClass][bucket] += (double) (to - from) * objects;
      from = to;
    }
  }

  /** Objects have waited since some request within the last ones, evenly spread. */
  void waitedSinceSome(int reuseClass, long lastRequests, int objects) {
    long from = 0;
    while (from < lastRequests) {
      int bucket = bucket(from);
      long to = Math.min(lastRequests, end(bucket));
      double stillYounger = (from + to) / 2.0 / lastRequests; // and so never this old
      waits[reuseClass][bucket] += (to - from) * (1 - stillYounger) * objects;
      from = to;
    }
  }

  /** Bytes of hits to be had per byte and request, as last learned. */
  float worth(int reuseClass, long age) {
    return worth[reuseClass][bucket(age)];
  }

  /** Bucket b has the ages from 2^b on; the first has 0 as well. */
  private static int bucket(long age) {
    return Math.min(AGES - 1, Long.SIZE - 1 - Long.numberOfLeadingZeros(age | 1));
  }

  private static long end(int bucket) {
    return bucket == AGES - 1 ? Long.MAX_VALUE : 2L << bucket;
  }

  private static double width(int bucket) {
    return bucket == 0 ? 2 : 1L << bucket;
  }

  /** Puts what was seen since into the worth of all objects. */
  void learn() {
    addUp(reuses);
    addUp(waits);
    double[] all = ratesOfAll();
    double[][] byCount = new double[COUNTS][];
    for (int count = 0; count < COUNTS; count++) {
      byCount[count] = rates(CLASSES + count, all);
    }
    for (int c = 0; c < CLASSES; c++) {
      appraise(rates(c, byCount[ReuseClass.countOf(c)]), worth[c]);
    }
    fade(reuses);
    fade(waits);
  }

  /** Fills the rows of counts, and of all, from those of classes. */
  private static void addUp(double[][] sums) {
    for (int row = CLASSES; row <= ALL; row++) {
      Arrays.fill(sums[row], 0);
    }
    for (int c = 0; c < CLASSES; c++) {
      for (int age = 0; age < AGES; age++) {
        sums[CLASSES + ReuseClass.countOf(c)][age] += sums[c][age];
        sums[ALL][age] += sums[c][age];
      }
    }
  }

  private double[] ratesOfAll() {
    double[] rates = new double[AGES];
    double perDoubling = UNSEEN;
    for (int age = 0; age < AGES; age++) {
      rates[age] = rate(ALL, age, perDoubling / width(age));
      perDoubling = rates[age] * width(age);
    }
    return rates;
  }

  private double[] rates(int row, double[] believed) {
    double[] rates = new double[AGES];
    Arrays.setAll(rates, age -> rate(row, age, believed[age]));
    return rates;
  }

  private double rate(int row, int age, double believed) {
    return (reuses[row][age] + BELIEF) / (waits[row][age] + BELIEF / believed);
  }

  /** For each age, the best quotient of hits and wait over all moments to give up. */
  private static void appraise(double[] rates, float[] worth) {
    double[] reused = new double[AGES];
    double[] wait = new double[AGES];
    for (int age = 0; age < AGES; age++) {
      reused[age] = 1 - Math.exp(-rates[age] * width(age));
      wait[age] = reused[age] / rates[age];
    }
    for (int age = 0; age < AGES; age++) {
      // On average, an object is half through its bucket.
      double hits = 1 - Math.sqrt(1 - reused[age]);
      double waited = hits / rates[age];
      double left = 1 - hits;
      double bestHits = hits;
      double bestWait = waited;
      for (int later = age + 1; later < AGES && left > NEGLIGIBLE; later++) {
        hits += left * reused[later];
        waited += left * wait[later];
        left *= 1 - reused[later];
        if (hits * bestWait > bestHits * waited) {
          bestHits = hits;
          bestWait = waited;
        }
      }
      worth[age] = (float) (bestHits / bestWait);
    }
  }

  private static void fade(double[][] sums) {
    for (double[] row : sums) {
      for (int age = 0; age < AGES; age++) {
        row[age] *= FADING;
      }
    }
  }
}
