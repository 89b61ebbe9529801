package dev.headwater.edge.tier.eviction;

/**
 * How many objects, kept or remembered, wait for their next request, by class and by when the last
 * one was; and so how long they have waited, without a look at any of them. Time is cut into
 * epochs; objects last asked for in one epoch are taken to be spread evenly over it. Confined to
 * the cache's lock.
 */
final class WaitingObjects {
  /** Objects that wait for longer than this many are counted with the oldest. */
  private static final int EPOCHS = 128;

  private final ReuseRates rates;

  /** Of each epoch, by its number modulo {@link #EPOCHS}: its first request, and who waits. */
  private final long[] begins = new long[EPOCHS];

  private final int[][] waiting = new int[EPOCHS][ReuseClass.CLASSES];

  private int oldest;
  private int current;
  private int population;

  WaitingObjects(ReuseRates rates) {
    this.rates = rates;
  }

  int population() {
    return population;
  }

  /** An object was asked for just now, which put it into the class. */
  void began(int reuseClass) {
    waiting[current % EPOCHS][reuseClass]++;
    population++;
  }

  /** An object is asked for again, of which this was known, or is forgotten. */
  void ended(Requests requests, long now) {
    int reuseClass = requests.reuseClass();
    long lastRequest = requests.last();
    waiting[epochOf(lastRequest) % EPOCHS][reuseClass]--;
    population--;
    long accountedFor = Math.max(0, begins[current % EPOCHS] - lastRequest);
    rates.waited(reuseClass, accountedFor, now - lastRequest, 1);
  }

  private int epochOf(long request) {
    if (begins[current % EPOCHS] <= request) {
      return current; // as most are
    }
    int low = oldest;
    int high = current;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (begins[middle % EPOCHS] <= request) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Accounts for the waiting in the current epoch, and begins the next with the next request. */
  void closeEpoch(long now) {
    long begin = begins[current % EPOCHS];
    for (int epoch = oldest; epoch < current; epoch++) {
      long middle = (begins[epoch % EPOCHS] + begins[(epoch + 1) % EPOCHS]) / 2;
      account(waiting[epoch % EPOCHS], begin - middle, now - middle);
    }
    int[] young = waiting[current % EPOCHS];
    for (int c = 0; c < young.length; c++) {
      if (young[c] > 0) {
        rates.waitedSinceSome(c, now + 1 - begin, young[c]);
      }
    }
    beginEpoch(now + 1);
  }

  private void account(int[] objects, long fromAge, long toAge) {
    for (int c = 0; c < objects.length; c++) {
      if (objects[c] > 0) {
        rates.waited(c, fromAge, toAge, objects[c]);
      }
    }
  }

  private void beginEpoch(long at) {
    current++;
    if (current - oldest == EPOCHS) {
      int[] last = waiting[oldest % EPOCHS];
      int[] heir = waiting[(oldest + 1) % EPOCHS];
      for (int c = 0; c < last.length; c++) {
        heir[c] += last[c];
        last[c] = 0;
      }
      oldest++;
    }
    begins[current % EPOCHS] = at;
  }
}
