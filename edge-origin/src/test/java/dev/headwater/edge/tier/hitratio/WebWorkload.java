package dev.headwater.edge.tier.hitratio;

import java.util.List;
import java.util.Random;

/**
 * Requests of a general web cache, made up, and the same for the same seed: independent draws by
 * Zipf's law from objects whose size has nothing to do with their favour (log-normal, 1 KB to 10
 * MB), with three disturbances that real traces show: objects asked for once only, new objects that
 * displace old ones, and crawlers that read through everything. Confined to one thread.
 */
final class WebWorkload {
  /**
   * What is asked for.
   *
   * @param once the share of requests for what is asked for once only
   * @param requestsPerNewObject how often an object of some rank is replaced by a new one; 0: never
   * @param crawled the share of requests that crawlers make
   */
  record Shape(
      String name,
      int objects,
      double zipf,
      double once,
      int requestsPerNewObject,
      double crawled) {

    static List<Shape> all() {
      return List.of(pages(), news(), readByCrawlers());
    }

    /** Much that is asked for once, nothing that changes. */
    static Shape pages() {
      return new Shape("web-pages", 60_000, 0.9, 0.15, 0, 0);
    }

    /** What is favoured changes all the time. */
    static Shape news() {
      return new Shape("web-news", 30_000, 0.8, 0.05, 8, 0);
    }

    /** A tenth of the requests are a crawler's, round and round. */
    static Shape readByCrawlers() {
      return new Shape("web-crawlers", 60_000, 1.0, 0.05, 200, 0.1);
    }
  }

  private static final double MEDIAN_BYTES = 16 * 1024;
  private static final double SIGMA = 1.7;
  private static final int MIN_BYTES = 1024;
  private static final int MAX_BYTES = 10 << 20;

  private WebWorkload() {}

  static Trace trace(Shape shape, int requests, long seed) {
    Random random = new Random(seed);
    Zipf favour = new Zipf(shape.objects, shape.zipf);
    long[] names = random.longs(shape.objects).toArray();
    Trace.Recorder recorder = new Trace.Recorder();
    int crawler = 0;
    while (recorder.requests() < requests) {
      double kind = random.nextDouble();
      if (kind < shape.once) {
        request(recorder, random.nextLong());
      } else if (kind < shape.once + shape.crawled) {
        request(recorder, names[crawler++ % names.length]);
      } else {
        request(recorder, names[favour.draw(random)]);
      }
      if (shape.requestsPerNewObject > 0 && random.nextInt(shape.requestsPerNewObject) == 0) {
        names[random.nextInt(names.length)] = random.nextLong();
      }
    }
    return recorder.trace(shape.name);
  }

  private static void request(Trace.Recorder recorder, long name) {
    recorder.request(name, bytes(name));
  }

  /** The same each time for a name. */
  static int bytes(long name) {
    double drawn = MEDIAN_BYTES * Math.exp(SIGMA * new Random(name).nextGaussian());
    return (int) Math.clamp(drawn, MIN_BYTES, MAX_BYTES);
  }
}
